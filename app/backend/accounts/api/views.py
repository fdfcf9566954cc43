"""Sign up, log in, log out, profile."""

from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.middleware.csrf import get_token
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import services
from accounts.api.authentication import RecordedSession
from accounts.api.person import logged_in
from accounts.api.serializers import (
    LoginSerializer,
    ProfileSerializer,
    SessionSerializer,
    SignupSerializer,
    UserSerializer,
)
from accounts.api.throttles import LoginAccountThrottle, LoginAddressThrottle, SignupThrottle
from core.authentication import CsrfCheckedForAll
from core.errors import WHOLE_REQUEST, invalid


class SessionView(APIView):
    """Who is logged in; also hands out the CSRF cookie that every writing request needs."""

    authentication_classes = (RecordedSession,)
    permission_classes = (AllowAny,)

    @extend_schema(operation_id="getSession", tags=["account"], responses=SessionSerializer)
    def get(self, request: Request) -> Response:
        get_token(request)
        user = request.user if request.user.is_authenticated else None
        return Response(SessionSerializer({"user": user}).data)


class SignupView(APIView):
    """Create an account and log in."""

    authentication_classes = (CsrfCheckedForAll,)
    permission_classes = (AllowAny,)
    throttle_classes = (SignupThrottle,)

    @extend_schema(
        operation_id="signUp",
        tags=["account"],
        auth=[],
        request=SignupSerializer,
        responses={201: UserSerializer},
        extensions={"x-throttled": True},
    )
    def post(self, request: Request) -> Response:
        given = SignupSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        try:
            user = services.create_user(**given.validated_data)
        except services.EmailTakenError:
            raise invalid("email", "An account with this e-mail address exists already.") from None
        except ValidationError as error:
            raise invalid("password", " ".join(error.messages)) from None
        services.log_in(request=request, user=user)
        return Response(UserSerializer(user).data, status=201)


class LoginView(APIView):
    """Log in. The session's key changes, and a wrong address and a wrong password get the same answer."""

    authentication_classes = (CsrfCheckedForAll,)
    permission_classes = (AllowAny,)
    throttle_classes = (LoginAddressThrottle, LoginAccountThrottle)

    @extend_schema(
        operation_id="logIn",
        tags=["account"],
        auth=[],
        request=LoginSerializer,
        responses={200: UserSerializer},
        extensions={"x-throttled": True},
    )
    def post(self, request: Request) -> Response:
        given = LoginSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        user = services.authenticated_user(request=request, **given.validated_data)
        if user is None:
            raise invalid(WHOLE_REQUEST, "E-mail address or password is wrong.")
        services.log_in(request=request, user=user)
        return Response(UserSerializer(user).data)


class LogoutView(APIView):
    """End the session. Being logged out already is fine."""

    authentication_classes = (CsrfCheckedForAll,)
    permission_classes = (AllowAny,)

    @extend_schema(operation_id="logOut", tags=["account"], auth=[], request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        logout(request)
        return Response(status=204)


class ProfileView(APIView):
    """How the person who is logged in counts days and weeks."""

    authentication_classes = (RecordedSession,)

    @extend_schema(operation_id="getProfile", tags=["account"], responses=UserSerializer)
    def get(self, request: Request) -> Response:
        return Response(UserSerializer(logged_in(request)).data)

    @extend_schema(
        operation_id="changeProfile",
        tags=["account"],
        request=ProfileSerializer(partial=True),
        responses=UserSerializer,
    )
    def patch(self, request: Request) -> Response:
        user = logged_in(request)
        given = ProfileSerializer(user, data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        services.change_profile(user=user, changes=given.validated_data)
        return Response(UserSerializer(user).data)
