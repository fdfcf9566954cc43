"""What a person has achieved."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.person import logged_in
from achievements import services
from achievements.api.serializers import AchievementsSerializer
from achievements.selectors import awards_of


class AchievementsView(APIView):
    """Every award of the person who asks, as the log has it now."""

    @extend_schema(operation_id="listAchievements", tags=["achievements"], responses=AchievementsSerializer)
    def get(self, request: Request) -> Response:
        owner = logged_in(request)
        standing = services.settle_owner(owner, today=owner.today())
        following = [ladder for ladder in standing if ladder.standing is not None]
        return Response(AchievementsSerializer({"earned": awards_of(owner), "next": following}).data)
