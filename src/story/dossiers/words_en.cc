#include "story/dossiers/words.h"

namespace dateline::story {
namespace {

constexpr CueLine kCues[] = {
    {Cue::kMonth,
     "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sept/sep october/oct "
     "november/nov december/dec"},
    {Cue::kWeekday, "sunday monday tuesday wednesday thursday friday saturday"},
    {Cue::kOrdinal,
     "first/1st second/2nd third/3rd fourth/4th fifth/5th sixth/6th seventh/7th eighth/8th ninth/9th tenth/10th "
     "eleventh/11th twelfth/12th thirteenth/13th fourteenth/14th fifteenth/15th sixteenth/16th seventeenth/17th "
     "eighteenth/18th nineteenth/19th twentieth/20th"},
    {Cue::kNumber,
     "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
     "eighteen nineteen twenty"},
    {Cue::kRelative, "yesterday today/tonight tomorrow"},
    {Cue::kNext, "next coming following"},
    {Cue::kLast, "last past previous"},
    {Cue::kThis, "this"},
    {Cue::kPart, "morning afternoon evening night noon midday midnight early late the of on"},
    {Cue::kAnd, "and"},
    {Cue::kTo, "to through until till"},
    {Cue::kSince, "since from until till between after before"},
    {Cue::kDays, "day days"},
    {Cue::kAgo, "ago later earlier before after more"},
    {Cue::kEnded, "end ended ending ends close closed concluded finished"},
    {Cue::kIn, "in at"},
    {Cue::kNear, "near over towards"},
    {Cue::kWill, "will shall ll"},
    {Cue::kWas, "was were had would"},
    {Cue::kPlanned, "planned scheduled due expected set fixed listed to intended supposed"},
    {Cue::kMoved, "postponed postpones postpone delayed rescheduled adjourned moved off back forward transferred"},
    {Cue::kHappened,
     "held met meet took taken opened opens began begun began begins resumed resumes started convened gathered sat "
     "signed "
     "approved approves passed voted adopted rejected launched landed landing docked reached entered struck crossed "
     "formed "
     "ruled sentenced convicted acquitted jailed appeared pleaded heard ended concluded closed won beat announced "
     "declared "
     "confirmed reported agreed walked published issued drew elected ordered chose swore handed lost accepted "
     "dismissed"},
    {Cue::kHappens,
     "hold open begin start resume sign vote pass take give hear decide meet close land launch dock reach appear "
     "play "
     "declare lift publish rule sentence deliver announce follow go continue return send convene gather apply move "
     "debate "
     "elect"},
    {Cue::kRound,
     "round session hearing meeting talks dialogue summit conference negotiations sitting reading leg game match vote "
     "debate runoff landfall launch flyby manoeuvre ballot"},
    {Cue::kTitle,
     "mr mrs ms miss dr prof professor judge justice president minister chancellor senator sen representative rep "
     "governor mayor general colonel captain major sergeant admiral ambassador director secretary chairman chairwoman "
     "chair commissioner sir dame lord lady king queen prince princess coach inspector superintendent sheriff "
     "councillor deputy prime chief vice premier permanent prosecutor attorney engineer honour commander "
     "undersecretary"},
    {Cue::kRole,
     "president minister chancellor senator representative governor mayor general colonel captain ambassador director "
     "secretary chairman chairwoman chair chairperson commissioner coach inspector judge justice lawyer barrister "
     "solicitor counsel attorney prosecutor defendant spokesman spokeswoman spokesperson speaker leader head chief "
     "executive manager officer official founder owner editor expert witness engineer scientist professor doctor "
     "physician epidemiologist nurse researcher analyst economist negotiator envoy delegate mediator arbitrator "
     "candidate deputy councillor lawmaker legislator member sponsor author whip premier organiser organizer "
     "steward unionist driver worker operator teacher forecaster meteorologist coordinator commander pilot astronaut "
     "controller striker goalkeeper midfielder defender forward referee player boss investor shareholder broker banker "
     "treasurer widow widower husband wife father mother son daughter brother sister fisherman farmer resident "
     "administrator inspector regulator adviser advisor aide strategist pollster geologist astronomer physicist "
     "banker secretary-general historian economist moderator mediator arbitrator rector dean curator columnist "
     "businessman businesswoman virologist pathologist magistrate clerk rapporteur"},
    {Cue::kFormer, "former ex acting outgoing interim new late veteran retired deputy chief senior then once"},
    {Cue::kLeads,
     "leads led heads headed chairs chaired co-chaired chairing directs directed runs ran manages managed presides "
     "presided represents represented represent defends defended defend speaks prosecuted commands coaches coached "
     "oversees oversaw sponsored wrote founded succeeds succeeded replaced coordinates"},
    {Cue::kFor, "for"},
    {Cue::kOf, "of from at"},
    {Cue::kWho, "who whose"},
    {Cue::kBy, "by"},
    {Cue::kSaid,
     "said says told tells asked asks added adds announced explained warned argued replied wrote called spoke thanked "
     "promised insisted noted conceded"},
    {Cue::kBody,
     "ministry department office court institute institution league union unions agency bureau council committee "
     "commission "
     "association federation authority board bank company corporation group party parliament congress senate assembly "
     "university college school hospital centre center service services guard police army navy force forces embassy "
     "government administration organisation organization society club foundation laboratory observatory "
     "enforcement utilities holdings partners group confederation alliance front movement tribunal chamber utility "
     "works limited ltd plc inc united city athletic rovers town airlines railways press news academy programme "
     "program fund trust syndicate consortium network guild brotherhood protection investigation affairs telescope "
     "mission"},
    {Cue::kPlaceWord,
     "hall street road square house bridge river lake mountain island islands peninsula sea ocean bay strait stadium "
     "arena park harbour harbor port airport station cape north south east west valley coast province county district "
     "hotel palace place point"},
    {Cue::kArticle, "the a an"},
    {Cue::kBearing, "north south east west northeast northwest southeast southwest off outside"},
    {Cue::kVideo, "video videoconference online"},
    {Cue::kHead,
     "talks dialogue negotiations summit trial case storm hurricane typhoon cyclone election referendum strike dispute "
     "walkout lockout mission probe spacecraft outbreak epidemic merger takeover bid acquisition final cup bill act"},
    {Cue::kDiscussed, "discussed discuss discusses dealt covered addressed"},
    {Cue::kTopics, "subjects subject topics topic agenda"},
    {Cue::kSent, "sent represented included includes consisted comprised comprises"},
    {Cue::kJoined, "attended contributed joined participated"},
    {Cue::kChairs, "chaired co-chaired chair co-chair led lead leads headed speak speaks"},
    {Cue::kAccused, "charged accused convicted guilty acquitted deny denied denies cleared pleaded indicted"},
    {Cue::kCharge, "count counts charge charges"},
    {Cue::kWarning, "warning warnings watch alert"},
    {Cue::kDemand, "demands demand demanded wants want seeks"},
    {Cue::kPercent, "percent percentage"},
    {Cue::kOut, "workers people members employees dockers drivers nurses teachers staff miners pilots strikers"},
    {Cue::kApproves, "approved approves cleared clears approval clearance waved backed consent"},
    {Cue::kMoney, "million billion euros euro dollars pounds francs crowns kroner kronor yen pesos"},
    {Cue::kVotes, "votes vote majority"},
    {Cue::kState, "wants spoke calls insists described hopes mentions considers"},
    {Cue::kDead, "dead deaths died killed killing fatalities toll lives victims"},
    {Cue::kInjured, "injured wounded hurt"},
    {Cue::kCases, "cases infections infected patients"},
};

constexpr KindLine kKinds[] = {
    {DossierKind::kTalks,
     "talks dialogue negotiations negotiation negotiator negotiators delegation envoy ceasefire summit",
     "round agreement sides parties chair treaty proposal counterpart"},
    {DossierKind::kTrial,
     "trial court judge jury juror prosecutor prosecution defendant verdict hearing barrister pleaded magistrate "
     "manslaughter acquitted convicted sentenced tribunal indictment plea testimony testified bail",
     "charge charges counts count accused guilty lawyer evidence appeal witness sentence sentencing crown counsel"},
    {DossierKind::kStorm, "storm hurricane typhoon cyclone landfall gale winds tropical depression surge forecaster",
     "advisory evacuated flooding flood warning rain meteorological category shelters"},
    {DossierKind::kElection,
     "election electoral candidate voters ballot polls runoff polling turnout constituency primary referendum mayoral "
     "presidential",
     "campaign vote votes party seat seats percent poll governor elected"},
    {DossierKind::kStrike, "strike strikers strikes walkout picket pickets union unions stoppage lockout dockers",
     "workers wages pay employer members dispute ballot shifts overtime wage mediator"},
    {DossierKind::kMission,
     "spacecraft probe orbit orbiter lander rover rocket launch launched astronaut astronauts flyby telescope capsule "
     "spaceflight satellite thrusters crew",
     "mission space asteroid comet moon mars engineers agency antenna instruments"},
    {DossierKind::kEpidemic,
     "outbreak epidemic virus infected infections cholera measles vaccine vaccination vaccinated contagion pandemic "
     "quarantine ebola fever influenza disease bacteria legionella polio dengue",
     "cases patients hospital health clinic symptoms doctors ward laboratory deaths"},
    {DossierKind::kMerger,
     "merger takeover bid acquisition shareholders shareholder bidder buyout antitrust merge acquire bidders",
     "offer shares stake share deal price board competition regulator company companies premium"},
    {DossierKind::kFinal,
     "final semi-final semifinal playoff goalkeeper striker coach kick-off penalties penalty midfielder championship "
     "leg "
     "quarter-final cup title",
     "match goal goals team teams league stadium scored season fans game games points won beat win club injury"},
    {DossierKind::kBill, "bill amendment amendments lawmakers senate legislation clause reading filibuster legislature",
     "vote votes committee parliament house sponsor sponsors law assembly chamber act majority passed deputies "
     "members"},
};

}  // namespace

const std::span<const CueLine> kEnglishCues = kCues;
const std::span<const KindLine> kEnglishKinds = kKinds;

}  // namespace dateline::story
