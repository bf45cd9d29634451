#include "story/dossiers/words.h"

namespace dateline::story {
namespace {

constexpr CueLine kCues[] = {
    {Cue::kMonth,
     "enero/ene febrero/feb marzo/mar abril/abr mayo/may junio/jun julio/jul agosto/ago septiembre/setiembre/sep/sept "
     "octubre/oct noviembre/nov diciembre/dic"},
    {Cue::kWeekday, "domingo lunes martes miércoles jueves viernes sábado"},
    {Cue::kOrdinal,
     "primera/primer/primero/1ª segunda/segundo/2ª tercera/tercer/tercero/3ª cuarta/cuarto/4ª quinta/quinto/5ª "
     "sexta/sexto/6ª séptima/séptimo/7ª octava/octavo/8ª novena/noveno/9ª décima/décimo/10ª"},
    {Cue::kNumber,
     "uno/un/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
     "dieciocho diecinueve veinte"},
    {Cue::kRelative, "ayer/anoche hoy mañana"},
    {Cue::kNext, "próximo próxima siguiente entrante viene"},
    {Cue::kLast, "pasado pasada anterior último última"},
    {Cue::kThis, "este esta"},
    {Cue::kPart, "tarde noche madrugada mediodía el la los las de del por en"},
    {Cue::kAnd, "y e"},
    {Cue::kTo, "a al hasta"},
    {Cue::kSince, "desde hasta entre antes después tras"},
    {Cue::kDays, "días día jornadas"},
    {Cue::kAgo, "después antes más tarde hace"},
    {Cue::kEnded, "terminó terminaron concluyó concluyeron cerró finalizó acabó cierre"},
    {Cue::kIn, "en"},
    {Cue::kNear, "cerca sobre hacia"},
    {Cue::kHappens, "celebrar abrir comenzar empezar reanudar firmar votar aprobar decidir reunirse cerrar publicar"},
    {Cue::kWill,
     "será serán habrá irá podría podrá reanudará reanudarán celebrará celebrarán comenzará comenzarán empezará abrirá "
     "votará votarán reunirá reunirán tendrá volverá volverán firmará firmarán dictará declarará jugará jugarán "
     "llegará "
     "viajará decidirá"},
    {Cue::kWas, "era estaba debía iba había"},
    {Cue::kPlanned,
     "previsto prevista previstas previstos programado programada fijado fijada citado citados convocada "
     "convocado"},
    {Cue::kMoved,
     "aplazado aplazada aplaza aplazó pospuesto pospuesta pospuso postergada trasladado trasladada suspendida "
     "suspendido aplazan"},
    {Cue::kHappened,
     "celebró celebraron celebrada celebrado reunieron reunió abrió abrieron comenzó comenzaron empezó reanudaron "
     "reanudó "
     "firmaron firmó aprobó aprobaron votó votaron adoptó rechazó lanzó despegó aterrizó alcanzó golpeó tocó tocaron "
     "convirtió condenó absolvió compareció declaró cerró terminó terminaron ganó venció anunció confirmó acordaron "
     "tuvo "
     "tuvieron lugar presentó"},
    {Cue::kRound,
     "ronda rondas sesión vista audiencia reunión diálogo conversaciones cumbre conferencia negociaciones encuentro "
     "partido votación lectura debate lanzamiento vuelta jornada cita"},
    {Cue::kTitle,
     "señor señora sr sra don doña doctor doctora dr dra profesor profesora juez jueza presidente presidenta ministro "
     "ministra canciller senador senadora diputado diputada gobernador gobernadora alcalde alcaldesa general coronel "
     "capitán almirante embajador embajadora director directora secretario secretaria comisario comisaria fiscal "
     "magistrado magistrada comandante rey reina"},
    {Cue::kRole,
     "presidente presidenta ministro ministra canciller senador senadora diputado diputada gobernador gobernadora "
     "alcalde alcaldesa general coronel capitán embajador embajadora director directora secretario secretaria "
     "comisario "
     "juez jueza magistrado magistrada fiscal abogado abogada defensor acusado acusada procesado portavoz vocero "
     "vocera "
     "líder jefe jefa gerente experto experta testigo ingeniero ingeniera científico científica profesor profesora "
     "médico médica epidemiólogo epidemióloga investigador investigadora analista negociador negociadora enviado "
     "enviada "
     "mediador mediadora candidato candidata miembro autor autora coordinador coordinadora pronosticador meteorólogo "
     "comandante piloto astronauta entrenador entrenadora delantero portero árbitro jugador jugadora dirigente "
     "sindicalista viuda viudo pescador vecino vecina consejero consejera subdirectora subdirector funcionaria "
     "subsecretario subsecretaria viceministro viceministra"},
    {Cue::kFormer, "ex exministro exministra antiguo antigua actual nuevo nueva entonces"},
    {Cue::kLeads,
     "dirige dirigió encabeza encabezó preside presidió presidida presidido dirigida dirigido encabezada encabezado "
     "representa representó defiende defendió lidera lideró sustituye encabezan presiden coordina"},
    {Cue::kFor, "por"},
    {Cue::kOf, "de del"},
    {Cue::kWho, "quien que"},
    {Cue::kBy, "por"},
    {Cue::kSaid,
     "dijo afirmó señaló explicó añadió agregó advirtió anunció declaró informó pidió aseguró sostuvo relató confirmó "
     "contó respondió indicó"},
    {Cue::kBody,
     "ministerio departamento oficina tribunal juzgado instituto liga sindicato agencia consejo comité comisión "
     "asociación "
     "federación autoridad junta banco empresa compañía corporación grupo partido parlamento congreso senado asamblea "
     "universidad colegio hospital centro servicio guardia policía ejército armada fuerza embajada gobierno "
     "administración organización sociedad club fundación laboratorio observatorio corte audiencia cámara alianza "
     "frente "
     "movimiento protección secretaría cancillería fiscalía defensa dirección confederación unión misión"},
    {Cue::kPlaceWord,
     "calle plaza casa puente río lago monte isla islas península mar océano bahía estrecho estadio parque puerto "
     "aeropuerto estación cabo provincia hotel palacio"},
    {Cue::kArticle, "el la los las un una lo"},
    {Cue::kBearing, "norte sur este oeste noreste noroeste sureste suroeste"},
    {Cue::kVideo, "videoconferencia videollamada vídeo"},
    {Cue::kHead,
     "conversaciones diálogo negociaciones cumbre juicio caso tormenta huracán tifón ciclón elecciones elección "
     "referendo "
     "huelga paro misión sonda brote epidemia fusión opa adquisición final copa ley"},
    {Cue::kDiscussed, "trataron abordaron discutieron analizaron trató abordó"},
    {Cue::kTopics, "temas tema asuntos agenda"},
    {Cue::kSent, "envió enviaron representada representado representó integraron incluyó"},
    {Cue::kJoined, "participaron participó asistieron asistió"},
    {Cue::kChairs, "presidida presidido presidieron encabezaron encabezó dirigida copresidieron copresidida lideraron"},
    {Cue::kAccused,
     "acusa acusan acusado acusada acusados imputado imputados culpable condenado absuelto niega niegan"},
    {Cue::kCharge, "cargo cargos delito delitos"},
    {Cue::kWarning, "alerta aviso alertas"},
    {Cue::kDemand, "exige exigen reclama reclaman pide piden"},
    {Cue::kPercent, "ciento"},
    {Cue::kOut, "trabajadores empleados afiliados personas estibadores maestros docentes huelguistas"},
    {Cue::kApproves, "aprobó aprobado autorizó autorizada visto"},
    {Cue::kMoney, "millones euros dólares pesos"},
    {Cue::kVotes, "votos voto"},
    {Cue::kState, "quiere considera calificó reiteró"},
    {Cue::kDead, "muertos muertes murieron fallecidos víctimas muerto fallecieron"},
    {Cue::kInjured, "heridos"},
    {Cue::kCases, "casos contagios contagiados pacientes infectados"},
};

constexpr KindLine kKinds[] = {
    {DossierKind::kTalks,
     "conversaciones diálogo negociaciones negociación negociador negociadores delegación delegaciones enviado cumbre",
     "ronda acuerdo partes mesa tratado propuesta contraparte"},
    {DossierKind::kTrial,
     "juicio tribunal juez jueza jurado fiscal acusado acusados veredicto audiencia magistrado absuelto condenado "
     "sentencia procesado imputado testimonio fiscalía juzgado",
     "cargo cargos acusación culpable abogado pruebas apelación testigo pena vista delito"},
    {DossierKind::kStorm, "tormenta huracán tifón ciclón vientos tropical depresión pronosticador marejada",
     "aviso evacuados inundaciones alerta lluvia categoría albergues damnificados"},
    {DossierKind::kElection,
     "elecciones elección electoral candidato candidata votantes urnas comicios electores balotaje presidenciales",
     "campaña voto votos partido escaños encuesta"},
    {DossierKind::kStrike, "huelga paro sindicato sindicatos huelguistas piquete piquetes",
     "trabajadores salarios salario empresa patronal convenio"},
    {DossierKind::kMission,
     "sonda órbita orbitador cohete lanzamiento astronauta astronautas telescopio cápsula satélite propulsores",
     "misión espacio espacial asteroide cometa luna marte ingenieros"},
    {DossierKind::kEpidemic,
     "brote epidemia virus contagios cólera sarampión vacuna vacunación pandemia cuarentena fiebre enfermedad dengue",
     "casos pacientes hospital salud clínica síntomas médicos"},
    {DossierKind::kMerger, "fusión adquisición accionistas opa comprador",
     "oferta acciones participación precio empresa competencia"},
    {DossierKind::kFinal, "semifinal portero delantero entrenador campeonato penaltis eliminatoria",
     "final partido gol goles equipo liga estadio temporada copa título"},
    {DossierKind::kBill, "enmienda enmiendas legisladores senado proyecto legislatura",
     "ley voto votos comisión parlamento cámara diputados senadores"},
};

}  // namespace

const std::span<const CueLine> kSpanishCues = kCues;
const std::span<const KindLine> kSpanishKinds = kKinds;

}  // namespace dateline::story
