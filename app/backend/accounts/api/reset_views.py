"""A new password for someone who has lost theirs."""

from django.core.exceptions import ValidationError
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import password_reset
from accounts.api.serializers import PasswordResetSerializer, ResetLinkSerializer
from accounts.api.throttles import ResetAccountThrottle, ResetAddressThrottle
from core.authentication import CsrfCheckedForAll
from core.errors import UnavailableError, invalid

PAGE = "/reset-password"


class ResetLinkView(APIView):
    """Mail a link that sets a new password. The answer is the same where there is no account."""

    authentication_classes = (CsrfCheckedForAll,)
    permission_classes = (AllowAny,)
    throttle_classes = (ResetAddressThrottle, ResetAccountThrottle)

    @extend_schema(
        operation_id="sendResetLink",
        tags=["account"],
        auth=[],
        request=ResetLinkSerializer,
        responses={204: None},
        extensions={"x-throttled": True},
    )
    def post(self, request: Request) -> Response:
        given = ResetLinkSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        try:
            password_reset.send_link(
                email=given.validated_data["email"], page=request.build_absolute_uri(PAGE)
            )
        except password_reset.NoMailError:
            raise UnavailableError("This installation sends no e-mail; ask whoever runs it.") from None
        return Response(status=204)


class PasswordResetView(APIView):
    """Set a new password with such a link. Ends every session and API token, and opens none."""

    authentication_classes = (CsrfCheckedForAll,)
    permission_classes = (AllowAny,)
    throttle_classes = (ResetAddressThrottle,)

    @extend_schema(
        operation_id="resetPassword",
        tags=["account"],
        auth=[],
        request=PasswordResetSerializer,
        responses={204: None},
        extensions={"x-throttled": True},
    )
    def post(self, request: Request) -> Response:
        given = PasswordResetSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        try:
            password_reset.reset_password(**given.validated_data)
        except password_reset.LinkError:
            raise invalid("token", "This link was used or is too old. Ask for a new one.") from None
        except ValidationError as error:
            raise invalid("new_password", " ".join(error.messages)) from None
        return Response(status=204)
