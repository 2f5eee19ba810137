"""What is said: one drawer for each `Saying`, written beside the words of its capability."""

from __future__ import annotations

from collections.abc import Mapping

from bot.interface.sending.drawer import Drawer, Retagged
from bot.interface.words.before import (
    AheadReminderDrawer,
    PlannedOpenDrawer,
    PlannedShutDrawer,
    PlannedWaitsDrawer,
)
from bot.interface.words.consent import DecisionDrawer, EarlierDrawer
from bot.interface.words.digest import DigestDrawer
from bot.interface.words.election import NameAgainDrawer
from bot.interface.words.follow import MineDrawer, OverdueDrawer
from bot.interface.words.moderation import WallAgainDrawer
from bot.interface.words.network.letters import (
    AnsweredDrawer,
    AskDrawer,
    CloseDrawer,
    LookDrawer,
    QuestionDrawer,
    ToldDrawer,
)
from bot.interface.words.network.summary import SharedDrawer
from bot.interface.words.pictures import (
    PicturesAgainDrawer,
    PicturesDrawer,
    PicturesLaterDrawer,
)
from bot.interface.words.position import PositionsDrawer
from bot.interface.words.postits import (
    CaughtUpDrawer,
    ColumnDrawer,
    ReminderDrawer,
    TalkDrawer,
    UnreadDrawer,
)
from bot.interface.words.rate import MarksDrawer
from bot.interface.words.restored import RestoredDrawer
from bot.interface.words.review import InReviewDrawer, ReviewAwaitedDrawer, ReviewWaitsDrawer
from bot.interface.words.roadmap import ForwardDrawer, RoadmapDrawer
from bot.interface.words.sessions.cards import (
    CardBackDrawer,
    CardDrawer,
    FoldDrawer,
    FoldLobbyDrawer,
    LobbyDrawer,
    ReplacedDrawer,
)
from bot.interface.words.sessions.readiness import ReadyAwaitedDrawer
from bot.interface.words.sessions.rounds import RoundOverDrawer
from bot.interface.words.sessions.summary import (
    DocumentsDrawer,
    SummaryDrawer,
    UnreachableDrawer,
)
from bot.interface.words.sessions.takeover import LeadsNoMoreDrawer, RemovedDrawer, TakenOverDrawer
from bot.interface.words.sessions.timebox import OpenAgainDrawer, TimeUpDrawer, WarningDrawer
from bot.interface.words.sessions.unsaid import NotPostedDrawer
from bot.interface.words.story.beats import BeatDrawer
from bot.interface.words.subgroups.letters import (
    GroupCardAgainDrawer,
    GroupCardDrawer,
    GroupHelpDrawer,
    GroupNoticeDrawer,
    GroupsBackDrawer,
    GroupsReadyDrawer,
    GroupWarningDrawer,
)
from bot.interface.words.themes import ThemesDrawer
from bot.interface.words.turns import YourTurnDrawer
from bot.interface.words.vote.card import BallotAwaitedDrawer, SettledDrawer, VotersGoneDrawer
from bot.interface.words.vote.mending import LookAgainDrawer, MendedDrawer
from bot.interface.words.vote.reasons import ReasonsAgainDrawer, ReasonsDrawer
from bot.interface.words.vote.results import ResultDrawer
from bot.interface.words.vote.shut import BoxShutDrawer
from bot.interface.words.wall import WallDrawer
from bot.store.outbox import Saying

# Looked up by what the row holds: a program may meet kinds that only another version knows.
DRAWERS: Mapping[str, Drawer] = {
    Saying.LOBBY: LobbyDrawer(),
    Saying.CARD: CardDrawer(),
    Saying.CARD_BACK: CardBackDrawer(),
    Saying.REPLACED: ReplacedDrawer(),
    Saying.EARLIER: EarlierDrawer(),
    Saying.FOLD: FoldDrawer(),
    Saying.FOLD_LOBBY: FoldLobbyDrawer(),
    Saying.BEAT: BeatDrawer(),
    Saying.PICTURES: PicturesDrawer(),
    Saying.PICTURES_LATER: PicturesLaterDrawer(),
    Saying.PICTURES_AGAIN: PicturesAgainDrawer(),
    Saying.WALL: WallDrawer(),
    Saying.WALL_AGAIN: WallAgainDrawer(),
    Saying.THEMES: ThemesDrawer(),
    Saying.RESULT: ResultDrawer(),
    Saying.REASONS: ReasonsDrawer(),
    Saying.REASONS_AGAIN: ReasonsAgainDrawer(),
    Saying.SETTLED: SettledDrawer(),
    Saying.BALLOT_AWAITED: BallotAwaitedDrawer(),
    Saying.VOTE_MENDED: MendedDrawer(),
    Saying.LOOK_AGAIN: LookAgainDrawer(),
    Saying.BOX_SHUT: BoxShutDrawer(),
    Saying.READY_AWAITED: ReadyAwaitedDrawer(),
    Saying.VOTERS_GONE: VotersGoneDrawer(),
    Saying.DECISION: DecisionDrawer(),
    Saying.YOUR_TURN: YourTurnDrawer(),
    Saying.MARKS: MarksDrawer(),
    Saying.GROUP_CARD: GroupCardDrawer(),
    Saying.GROUP_CARD_AGAIN: GroupCardAgainDrawer(),
    Saying.GROUP_WARNING: GroupWarningDrawer(),
    Saying.GROUP_NOTICE: GroupNoticeDrawer(),
    Saying.GROUP_HELP: GroupHelpDrawer(),
    Saying.GROUPS_READY: GroupsReadyDrawer(),
    Saying.GROUPS_BACK: GroupsBackDrawer(),
    Saying.NAME_AGAIN: NameAgainDrawer(),
    Saying.POSITIONS: PositionsDrawer(),
    Saying.ROADMAP: RoadmapDrawer(),
    Saying.FORWARD: ForwardDrawer(),
    Saying.WARNING: WarningDrawer(),
    Saying.TIME_UP: TimeUpDrawer(),
    Saying.OPEN_AGAIN: OpenAgainDrawer(),
    Saying.ROUND_OVER: RoundOverDrawer(),
    Saying.REMINDER: ReminderDrawer(),
    Saying.COLUMN: ColumnDrawer(),
    Saying.CAUGHT_UP: CaughtUpDrawer(),
    Saying.UNREAD: UnreadDrawer(),
    Saying.SUMMARY: SummaryDrawer(),
    Saying.IN_REVIEW: InReviewDrawer(),
    Saying.REVIEW_AWAITED: ReviewAwaitedDrawer(),
    Saying.REVIEW_WAITS: ReviewWaitsDrawer(),
    Saying.RETAG: Retagged(),
    Saying.RESTORED: RestoredDrawer(),
    Saying.TAKEN_OVER: TakenOverDrawer(),
    Saying.LEADS_NO_MORE: LeadsNoMoreDrawer(),
    Saying.REMOVED: RemovedDrawer(),
    Saying.TALK: TalkDrawer(),
    Saying.DOCUMENTS: DocumentsDrawer(),
    Saying.UNREACHABLE: UnreachableDrawer(),
    Saying.AHEAD_REMINDER: AheadReminderDrawer(),
    Saying.PLANNED_OPEN: PlannedOpenDrawer(),
    Saying.PLANNED_SHUT: PlannedShutDrawer(),
    Saying.PLANNED_WAITS: PlannedWaitsDrawer(),
    Saying.DIGEST: DigestDrawer(),
    Saying.NOT_POSTED: NotPostedDrawer(),
    Saying.ACTIONS_MINE: MineDrawer(),
    Saying.ACTIONS_OVERDUE: OverdueDrawer(),
    Saying.SHARED: SharedDrawer(),
    Saying.NETWORK_ASK: AskDrawer(),
    Saying.NETWORK_LOOK: LookDrawer(),
    Saying.NETWORK_CLOSE: CloseDrawer(),
    Saying.NETWORK_QUESTION: QuestionDrawer(),
    Saying.NETWORK_ANSWERED: AnsweredDrawer(),
    Saying.NETWORK_TOLD: ToldDrawer(),
}
