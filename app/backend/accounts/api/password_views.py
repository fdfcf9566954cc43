"""What needs the password again: changing it, and deleting the account."""

from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import services
from accounts.api.authentication import RecordedSession
from accounts.api.person import logged_in
from accounts.api.serializers import AccountDeletionSerializer, PasswordChangeSerializer
from accounts.api.throttles import PasswordThrottle
from core.errors import invalid
from uploads import services as uploads


class PasswordView(APIView):
    """Change the password. Ends every other session; this one goes on under a new key."""

    authentication_classes = (RecordedSession,)
    throttle_classes = (PasswordThrottle,)

    @extend_schema(
        operation_id="changePassword",
        tags=["account"],
        request=PasswordChangeSerializer,
        responses={204: None},
        extensions={"x-throttled": True},
    )
    def post(self, request: Request) -> Response:
        given = PasswordChangeSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        try:
            services.change_password(request=request, user=logged_in(request), **given.validated_data)
        except services.WrongPasswordError:
            raise invalid("current_password", "This is not your password.") from None
        except ValidationError as error:
            raise invalid("new_password", " ".join(error.messages)) from None
        return Response(status=204)


class AccountDeletionView(APIView):
    """Delete the account: habits, entries, sessions, everything. There is no way back."""

    authentication_classes = (RecordedSession,)
    throttle_classes = (PasswordThrottle,)

    @extend_schema(
        operation_id="deleteAccount",
        tags=["account"],
        request=AccountDeletionSerializer,
        responses={204: None},
        extensions={"x-throttled": True},
    )
    def post(self, request: Request) -> Response:
        given = AccountDeletionSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        user = logged_in(request)
        owner_id = user.pk
        try:
            services.delete_account(user=user, **given.validated_data)
        except services.WrongPasswordError:
            raise invalid("password", "This is not your password.") from None
        uploads.forget_owner(owner_id)
        logout(request)
        return Response(status=204)
