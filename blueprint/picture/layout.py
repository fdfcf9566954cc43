"""Where everything stands, by hand: the places of boxes and frames, and the ways of the arrows.

Arrows are candidates. One is drawn only if both ends exist and the recording connects them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from blueprint.tiers import Tier

WIDTH: Final = 1600
HEIGHT: Final = 980

type Point = tuple[int, int]


class Flow(StrEnum):
    """What an arrow carries; the names are classes of the style sheet."""

    REQUEST = "request"
    DATA = "data"
    CREDENTIAL = "credential"
    DELIVERY = "delivery"
    LOG = "log"


@dataclass(frozen=True)
class Place:
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Frame:
    """A frame around boxes; drawn if one of its members exists. It shows the monthly cost of its tiers."""

    title: str
    place: Place
    members: tuple[str, ...]
    tiers: tuple[Tier, ...] = ()
    hue: Tier | None = None
    look: str = "tier"


@dataclass(frozen=True)
class Arrow:
    """A way from one box to another, by its corners. `unless` names a box that takes the arrow's part."""

    source: str
    target: str
    flow: Flow
    way: tuple[Point, ...]
    unless: str = ""


# Columns: the edge, the entrance, the network with a lane per zone, the rest of the account.
EDGE, ENTRANCE, LANES, REST = 44, 322, (598, 910), 1256

BOXES: Final[Mapping[str, Place]] = {
    "people": Place(EDGE, 96, 200, 56),
    "dns": Place(EDGE, 220, 200, 72),
    "cdn": Place(EDGE, 330, 200, 76),
    "firewall": Place(EDGE, 452, 200, 64),
    "certificate": Place(EDGE, 540, 200, 64),
    "site": Place(ENTRANCE, 238, 200, 62),
    "gateway": Place(ENTRANCE, 388, 200, 76),
    "schedule": Place(ENTRANCE, 504, 200, 64),
    "queue": Place(ENTRANCE, 596, 200, 56),
    "internet": Place(LANES[0], 146, 268, 44),
    "s3_endpoint": Place(LANES[1], 146, 268, 44),
    "nat_0": Place(LANES[0], 266, 200, 56),
    "nat_1": Place(LANES[1], 266, 200, 56),
    "api": Place(598, 394, 184, 64),
    "tasks": Place(796, 394, 184, 64),
    "manage": Place(994, 394, 184, 64),
    "proxy": Place(LANES[0], 508, 268, 64),
    "cache": Place(LANES[1], 508, 244, 64),
    "writer": Place(LANES[0], 614, 268, 64),
    "reader": Place(LANES[1], 614, 244, 64),
    "endpoint": Place(LANES[0], 700, 268, 44),
    "endpoints": Place(LANES[0], 700, 556, 44),
    "media": Place(REST, 138, 296, 60),
    "log_bucket": Place(REST, 208, 296, 60),
    "secrets": Place(REST, 322, 296, 58),
    "keys": Place(REST, 390, 296, 58),
    "roles": Place(REST, 458, 296, 58),
    "image": Place(REST, 570, 296, 56),
    "registry": Place(REST, 646, 296, 56),
    "migration": Place(REST, 712, 296, 56),
    "logs": Place(322, 842, 228, 62),
    "dashboard": Place(572, 842, 228, 62),
    "alarms": Place(822, 842, 228, 62),
    "topic": Place(1073, 842, 228, 62),
    "budget": Place(1324, 842, 228, 62),
}

FUNCTIONS: Final = ("api", "tasks", "manage")
IN_SUBNETS: Final = (*FUNCTIONS, "proxy", "cache", "writer", "reader", "endpoint", "endpoints")
AROUND_FUNCTIONS: Final = Place(592, 388, 592, 76)

FRAMES: Final[Sequence[Frame]] = (
    Frame(
        "Edge", Place(24, 184, 240, 436), ("dns", "cdn", "firewall", "certificate"), (Tier.EDGE,), Tier.EDGE
    ),
    Frame("AWS region", Place(288, 68, 1292, 862), ("internet", "gateway", "site", "logs"), look="region"),
    Frame("Site", Place(310, 206, 224, 106), ("site",), hue=Tier.SITE),
    Frame("API", Place(310, 356, 224, 308), ("gateway", "schedule", "queue"), (Tier.API,), Tier.API),
    Frame(
        "VPC",
        Place(566, 114, 644, 658),
        ("internet", *IN_SUBNETS),
        (Tier.NETWORK, Tier.DATA),
        Tier.NETWORK,
        look="vpc",
    ),
    Frame("Storage", Place(1240, 110, 328, 170), ("media", "log_bucket"), (Tier.SITE,), Tier.SITE),
    Frame(
        "Security",
        Place(1240, 294, 328, 234),
        ("secrets", "keys", "roles"),
        (Tier.SECURITY,),
        Tier.SECURITY,
    ),
    Frame(
        "Delivery",
        Place(1240, 542, 328, 238),
        ("registry", "image", "migration"),
        (Tier.DELIVERY,),
        Tier.DELIVERY,
    ),
    Frame(
        "Monitoring",
        Place(310, 812, 1258, 104),
        ("logs", "dashboard", "alarms", "topic", "budget"),
        (Tier.MONITORING,),
        Tier.MONITORING,
    ),
)
ZONES: Final = tuple(Place(x - 16, 206, 300, 556) for x in LANES)
SUBNETS: Final[Mapping[str, Place]] = {
    **{f"public_{index}": Place(x - 8, 236, 284, 96) for index, x in enumerate(LANES)},
    **{f"private_{index}": Place(x - 8, 344, 284, 410) for index, x in enumerate(LANES)},
}

ARROWS: Final[Sequence[Arrow]] = (
    Arrow("people", "dns", Flow.REQUEST, ((144, 152), (144, 220))),
    Arrow("people", "cdn", Flow.REQUEST, ((144, 152), (144, 330)), unless="dns"),
    Arrow("dns", "cdn", Flow.REQUEST, ((144, 292), (144, 330))),
    Arrow("cdn", "firewall", Flow.REQUEST, ((144, 406), (144, 452))),
    Arrow("cdn", "certificate", Flow.CREDENTIAL, ((44, 390), (33, 390), (33, 572), (44, 572))),
    Arrow("cdn", "site", Flow.REQUEST, ((244, 352), (276, 352), (276, 269), (322, 269))),
    Arrow("cdn", "gateway", Flow.REQUEST, ((244, 380), (276, 380), (276, 426), (322, 426))),
    Arrow(
        "cdn",
        "media",
        Flow.REQUEST,
        ((244, 340), (266, 340), (266, 101), (1224, 101), (1224, 156), (1256, 156)),
    ),
    Arrow("gateway", "api", Flow.REQUEST, ((522, 426), (598, 426))),
    Arrow("schedule", "tasks", Flow.REQUEST, ((522, 524), (546, 524), (546, 376), (888, 376), (888, 394))),
    Arrow("schedule", "queue", Flow.LOG, ((422, 568), (422, 596))),
    Arrow("api", "proxy", Flow.DATA, ((660, 458), (660, 508))),
    Arrow("tasks", "proxy", Flow.DATA, ((840, 458), (840, 508))),
    Arrow("api", "writer", Flow.DATA, ((660, 458), (660, 614)), unless="proxy"),
    Arrow("tasks", "writer", Flow.DATA, ((840, 458), (840, 614)), unless="proxy"),
    Arrow("api", "cache", Flow.DATA, ((730, 458), (730, 484), (934, 484), (934, 508))),
    Arrow("tasks", "cache", Flow.DATA, ((934, 458), (934, 508))),
    Arrow("manage", "writer", Flow.DATA, ((1166, 458), (1166, 593), (790, 593), (790, 614))),
    Arrow("proxy", "writer", Flow.DATA, ((732, 572), (732, 614))),
    Arrow("writer", "reader", Flow.DATA, ((866, 646), (910, 646))),
    Arrow("private_0", "nat_0", Flow.REQUEST, ((640, 388), (640, 322))),
    Arrow("private_1", "nat_1", Flow.REQUEST, ((952, 388), (952, 322))),
    Arrow("private_1", "nat_0", Flow.REQUEST, ((952, 388), (952, 294), (798, 294))),
    Arrow("nat_0", "internet", Flow.REQUEST, ((698, 266), (698, 190))),
    Arrow("nat_1", "internet", Flow.REQUEST, ((1010, 266), (1010, 200), (836, 200), (836, 190))),
    Arrow("api", "media", Flow.DATA, ((1146, 388), (1146, 176), (1256, 176))),
    Arrow("api", "secrets", Flow.CREDENTIAL, ((1184, 412), (1225, 412), (1225, 350), (1256, 350))),
    Arrow("image", "api", Flow.DELIVERY, ((1256, 598), (1230, 598), (1230, 428), (1184, 428))),
    Arrow("image", "registry", Flow.DELIVERY, ((1404, 626), (1404, 646))),
    Arrow("migration", "manage", Flow.DELIVERY, ((1256, 740), (1219, 740), (1219, 444), (1184, 444))),
    Arrow("api", "endpoint", Flow.LOG, ((888, 464), (888, 722), (866, 722))),
    Arrow("api", "endpoints", Flow.LOG, ((888, 464), (888, 700))),
    Arrow("api", "logs", Flow.LOG, ((592, 446), (574, 446), (574, 792), (436, 792), (436, 842))),
    Arrow("alarms", "topic", Flow.LOG, ((1050, 873), (1073, 873))),
    Arrow("budget", "topic", Flow.LOG, ((1324, 873), (1301, 873))),
)
COSTS: Final = Place(24, 640, 240, 290)
