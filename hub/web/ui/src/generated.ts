// Made by `python -m hub.web.typescript` from the Python declarations; do not edit.

/** An alarm panel: ``disarmed``, ``armed_away``, ``arming``, ``pending``, ``triggered``…. */
export interface AlarmState {
  phase: string | null;
}

/** How "all off" ended, by entity ids: ``kept_on`` are plugs that were left alone on purpose. */
export interface AllTurned {
  done: string[];
  failed: string[];
  kept_on: string[];
  outcomes: Record<string, Outcome>;
}

/** Who tells the hub of things, and what of that could not be used.
 *
 * ``origin`` is a topic, or a dialect's name for the announcement; ``dialect`` is
 * ``homeassistant``, ``zigbee2mqtt``, ``tasmota``, ``shelly``…. ``device`` and ``entities`` are
 * ids; ``device`` is empty where nothing tells which one is meant. ``topics`` are listened to. */
export interface Announced {
  origin: string;
  dialect: string;
  device: string;
  entities: string[];
  topics: string[];
  left_out: LeftOut[];
}

/** A device watched as a machine: which entities tell of it (ids; empty where there is none). */
export interface Appliance {
  id: string;
  kind: ApplianceKind;
  name: string;
  area: string;
  power: string;
  temperature: string;
  energy: string;
  switch: string;
}

/** Which machine a device is or feeds. */
export type ApplianceKind = "air_conditioner" | "coffee_machine" | "dishwasher" | "dryer" | "fan" | "freezer" | "fridge" | "heat_pump" | "heating" | "hub" | "kettle" | "lamp" | "medical" | "oven" | "pump" | "router" | "tv" | "vacuum" | "washer" | "water_heater";

/** Everything known of an appliance since ``since`` (UTC seconds).
 *
 * ``known`` is ``None`` where this kind of machine, or one without a power meter, is not watched.
 * ``signals`` are what is heard of it (``power``, ``temperature``, ``ambient``, ``command``).
 * ``score`` is how strange it runs: 0 as usual, 0.5 the edge of it. ``unload_since`` is when it
 * finished and was not emptied since. ``cycles`` and ``log`` come newest first, ``days`` oldest
 * first. ``energy_per_cycle`` (Wh) is the median of the cycles. */
export interface ApplianceStory {
  appliance: Appliance;
  since: number;
  known: Known | null;
  signals: string[];
  score: number | null;
  running: PresentRun | null;
  unload_since: number | null;
  energy_per_cycle: number | null;
  cycles: PastRun[];
  days: Day[];
  log: LogEntry[];
  price: Price | null;
}

/** A room. */
export interface Area {
  id: string;
  name: string;
}

/** Something that is so or not: a door open, a leak, motion. */
export interface BinarySensorState {
  on: boolean | null;
}

/** How the board fares: °C of its hottest place; ``waits`` is why nothing is trained now. */
export interface Board {
  celsius: number | null;
  throttled: boolean;
  waits: Message | null;
}

/** The MQTT broker was reached or lost. */
export interface BrokerChanged {
  at: number;
  connected: boolean;
  address: string;
  cause: Cause;
}

/** The MQTT broker as the hub sees it. */
export interface BrokerView {
  connected: boolean;
  address: string;
}

/** Who or what made it happen: "why?", undo, audit and habits are answered from this. */
export interface Cause {
  who: "cloud" | "device" | "hub" | "person" | "routine" | "test" | "voice";
  name: string;
}

/** What now holds true of an entity; ``at`` is when its state last changed (UTC seconds). */
export interface Change {
  id: string;
  state: State;
  at: number | null;
  available: boolean;
  silent_since: number | null;
}

/** A thermostat, air conditioner or heat pump; ``action`` is what it does right now.
 *
 * ``low`` and ``high`` bound the target where it has two. */
export interface ClimateState {
  mode: string | null;
  action: string | null;
  target: number | null;
  current: number | null;
  fan_mode: string | null;
  low: number | null;
  high: number | null;
  humidity: number | null;
  current_humidity: number | null;
  preset: string | null;
  swing_mode: string | null;
}

/** Household time went on while nothing changed. */
export interface ClockFrame {
  now: number;
  type: "clock";
}

/** A device told otherwise soon after it had confirmed a command; it is trusted less now.
 *
 * ``seen`` is what it told, by facet. */
export interface CommandContradicted {
  at: number;
  entity: string;
  command: string;
  cause: Cause;
  seen: Record<string, unknown>;
}

/** A command to a device came to its end; ``ms`` from sending to the device's confirmation.
 *
 * ``reached`` is false where it did not get to the device, which then is not to blame. */
export interface CommandEnded {
  at: number;
  entity: string;
  command: string;
  result: "already" | "confirmed" | "no_answer" | "refused" | "sent";
  ms: number;
  cause: Cause;
  reached: boolean;
}

/** A blind, shutter, curtain or door: ``level`` 0 is closed, 100 open; so is ``tilt``. */
export interface CoverState {
  phase: "closed" | "closing" | "open" | "opening" | "stopped" | null;
  level: number | null;
  tilt: number | null;
}

/** An appliance finished a programme (``began``/``ended`` UTC seconds, energy in Wh).
 *
 * ``programme`` numbers the programmes that it was seen to have; -1 is one not seen before. */
export interface CycleEnded {
  at: number;
  appliance: string;
  began: number;
  ended: number;
  energy_wh: number;
  cause: Cause;
  peak_watts: number;
  programme: number;
}

/** What an appliance did on one day, which begins at ``start`` (UTC seconds).
 *
 * ``known`` is the share of the day that was heard of it, ``duty`` the share of that in which it
 * worked (``None``: it shows no two levels), ``score`` the strangest it was. */
export interface Day {
  start: number;
  energy_wh: number;
  known: number;
  duty: number | null;
  cycles: number;
  score: number | null;
}

/** Somebody pressed a button of the demo's bar. */
export interface DemoAsked {
  at: number;
  action: "break_fridge" | "cut_broker" | "lying_lamp" | "speak" | "start_over";
  cause: Cause;
}

/** What the household wants of an entity is another: facets and their values. */
export interface DesireChanged {
  at: number;
  entity: string;
  cause: Cause;
  desired: Record<string, unknown>;
}

/** The box that carries entities.
 *
 * ``identifiers`` tell it from every other, whoever announces it: its own, and its
 * connections as ``mac:aa:bb:…``. ``alias`` is what a person called it; ``moved`` where one said
 * in which room it is. */
export interface Device {
  id: string;
  name: string;
  manufacturer: string;
  model: string;
  area: string;
  model_id: string;
  sw_version: string;
  hw_version: string;
  serial_number: string;
  configuration_url: string;
  identifiers: string[];
  alias: string;
  moved: boolean;
}

/** A device that was not known before has announced itself, with all it has so far. */
export interface DeviceAppeared {
  at: number;
  device: string;
  name: string;
  cause: Cause;
  entities: string[];
}

/** A new device joined a radio network, or came further in being asked what it is.
 *
 * ``model`` is known once it is ``ready``; its entities follow by themselves. */
export interface DeviceJoined {
  at: number;
  bridge: string;
  name: string;
  address: string;
  stage: "failed" | "interviewing" | "joined" | "ready" | "unsupported";
  cause: Cause;
  model: string;
}

/** A device left its radio network. */
export interface DeviceLeft {
  at: number;
  name: string;
  address: string;
  cause: Cause;
}

/** A device's own user at our broker; ``topic`` is where it speaks, ``added_at`` UTC seconds. */
export interface DeviceUser {
  name: string;
  username: string;
  kind: "esphome" | "other" | "shelly" | "tasmota" | "zigbee2mqtt";
  topic: string;
  added_at: number;
}

/** A device, all it carries, who announced it, and which of its topics say far too much. */
export interface DeviceView {
  device: Device;
  entities: EntityView[];
  announced: Announced[];
  floods: Record<string, number>;
}

/** One thing that can be read or commanded.
 *
 * ``id`` is given once and never changes; ``source`` is how its origin names it. ``name`` is
 * what the device calls itself, ``alias`` what a person called it. ``features`` are the parts
 * of the state that can be set (``level``, ``kelvin``, ``target``, ``mode``, ``stop``…).
 * ``reports`` is false for a device that never tells its state: its commands end *sent*.
 * ``choices`` are what else can be chosen, by Home Assistant's word for it (``option``,
 * ``effect``, ``preset_mode``, ``fan_mode``, ``tone``…). ``enabled`` is false where the device
 * itself says that few people want to see it. ``feeds`` is what a person says is plugged in here,
 * ``traced`` what its power looks like. */
export interface Entity {
  id: string;
  source: string;
  kind: Kind;
  name: string;
  alias: string;
  device: string;
  area: string;
  device_class: string;
  unit: string;
  category: string;
  features: string[];
  modes: string[];
  low: number | null;
  high: number | null;
  step: number | null;
  reports: boolean;
  choices: Record<string, string[]>;
  enabled: boolean;
  feeds: ApplianceKind | null;
  traced: ApplianceKind | null;
}

/** An entity was withdrawn by its device or removed by a person. */
export interface EntityRemoved {
  at: number;
  entity: Entity;
  cause: Cause;
}

/** How an entity was announced and how it looks in Home Assistant's words.
 *
 * ``origin`` is the topic or dialect that announced it; empty where nothing did since the hub
 * began, or where it is wired to the hub. ``topics`` are what it listens to and is told things on,
 * by the announcement's key; ``services`` what it can be asked for. */
export interface EntityStory {
  entity: string;
  origin: string;
  unique_id: string;
  state: string | null;
  attributes: Record<string, unknown>;
  topics: Record<string, string[]>;
  services: string[];
}

/** An entity and what holds true of it; ``last_*`` are UTC seconds, null before any report.
 *
 * ``silent_since`` is when its device was last heard, if it has been silent for far longer than
 * usual. ``rejected`` counts the readings that were left out, by reason; ``last_rejected`` says
 * why the last one was. ``is_fresh`` is false while the state is only remembered or kept by the
 * broker. ``desired`` are the facets the household wants; it ``differs`` where the entity tells
 * otherwise. ``feeds`` is what a plug feeds, by a person's word or its name; ``keeps_on`` where it
 * must not lose power by the way. */
export interface EntityView {
  entity: Entity;
  state: State;
  last_changed: number | null;
  last_updated: number | null;
  available: boolean;
  silent_since: number | null;
  rejected: Record<string, number>;
  last_rejected: string;
  is_fresh: boolean;
  desired: Record<string, unknown>;
  differs: boolean;
  feeds: ApplianceKind | null;
  keeps_on: boolean;
}

/** A request of this socket failed; ``id`` is the request's, 0 where it had none. */
export interface ErrorFrame {
  id: number;
  error: Trouble;
  type: "error";
}

/** What happened last (``double_press``…), and when in UTC seconds. */
export interface EventState {
  type: string | null;
  at: number | null;
}

/** The picture that shows it: a signal over time beside what is normal.
 *
 * ``times`` are UTC seconds, ``values`` as many numbers in ``unit``; between ``low`` and
 * ``high`` lies what this appliance usually does; from ``since`` on it was strange. ``now`` is
 * what it does since then, ``usual`` what it did before; ``over`` is the time (seconds) that
 * ``now`` was taken over. */
export interface Evidence {
  signal: string;
  unit: string;
  times: number[];
  values: number[];
  low: number;
  high: number;
  since: number;
  now: number;
  usual: number;
  over: number;
}

/** A fan: ``level`` is its speed in percent. */
export interface FanState {
  on: boolean | null;
  level: number | null;
  preset: string | null;
  oscillating: boolean | null;
  direction: string | null;
}

/** What is wrong with an appliance, why we think so, and what to do.
 *
 * ``appliance`` is its device; of a device without one it is the entity. ``confirm`` says what
 * would show that it is so. ``kwh_per_month`` is what it draws beyond the usual;
 * ``cost_per_month`` is that in ``currency``, where the household gave a price. */
export interface Fault {
  id: string;
  appliance: string;
  kind: FaultKind;
  severity: "alarm" | "notice" | "warning";
  confidence: number;
  title: Message;
  why: Message;
  advice: Message[];
  evidence: Evidence[];
  raised_at: number;
  phase: "confirmed" | "false_alarm" | "fixed" | "gone" | "open";
  settled_at: number | null;
  cost_per_month: number | null;
  kwh_per_month: number | null;
  currency: string;
  confirm: Message | null;
}

/** A fault was settled, or what is known of it changed. */
export interface FaultChanged {
  at: number;
  fault: Fault;
  cause: Cause;
}

/** What can be wrong; the sentences are ``fault.<kind>.*`` in ``hub/texts``. */
export type FaultKind = "bearing_worn" | "blocked" | "clogged_filter" | "command_ignored" | "defrost_failed" | "dirty_condenser" | "door_ajar" | "drain_blocked" | "dry_run" | "heater_dead" | "heater_scaled" | "insulation_loss" | "leak" | "no_power" | "refrigerant_loss" | "seal_leak" | "sensor_drifting" | "sensor_stuck" | "short_cycling" | "standby_creep" | "stuck_on" | "stuck_relay" | "thermostat_stuck" | "unbalanced" | "unknown_anomaly";

/** An appliance has something that a person should know. */
export interface FaultRaised {
  at: number;
  fault: Fault;
  cause: Cause;
}

/** A machine, and how likely a plug feeds it (0–1). */
export interface FeedsGuess {
  kind: ApplianceKind;
  probability: number;
}

/** What the power of a plug's load looks like, after ``days`` that were heard of it.
 *
 * ``kind`` is what may be said aloud: ``None`` where too little was seen or nothing is likely
 * enough. ``guesses`` come likeliest first; what they lack to 1 is "something else". */
export interface FeedsStory {
  entity: string;
  days: number;
  kind: ApplianceKind | null;
  guesses: FeedsGuess[];
}

/** A topic began or ceased to say far too much; of a flood only the newest is read.
 *
 * ``per_second`` is the most there was, ``left_out`` what was not read of this flood; ``name`` is
 * what people call the device, where one is known to speak on this topic. */
export interface FloodChanged {
  at: number;
  topic: string;
  flooding: boolean;
  per_second: number;
  cause: Cause;
  left_out: number;
  name: string;
}

/** What an owner or a script may want to know of the hub.
 *
 * ``floods`` are the topics that say far too much right now, and how often a second;
 * ``flooding`` is what people call the devices that do, by topic. */
export interface HealthReport {
  started_at: number;
  broker: string;
  broker_connected: boolean;
  crashes: Record<string, string>;
  lost_events: Record<string, number>;
  longest_block: number;
  blocked_by: string;
  rejected: Record<string, Record<string, number>>;
  plugin_errors: Record<string, string>;
  floods: Record<string, number>;
  flooding: Record<string, string>;
}

/** What an entity makes of a topic's last payload.
 *
 * ``part`` is the announcement's key that names the topic, ``template`` what reads the payload
 * (empty: as it is). ``told`` is the result; ``error`` says why there is none. */
export interface Heard {
  entity: string;
  name: string;
  part: string;
  template: string;
  told: string | null;
  error: string;
}

/** The whole house at one moment; ``now`` is household time in UTC seconds.
 *
 * ``floods`` are the topics that say far too much right now, and how often a second. ``price`` is
 * there once the household said what a kilowatt-hour costs. */
export interface Home {
  now: number;
  areas: Area[];
  devices: Device[];
  entities: EntityView[];
  appliances: Appliance[];
  faults: Fault[];
  notifications: Notification[];
  broker: BrokerView;
  demo: boolean;
  voice: boolean;
  language: string;
  units: "imperial" | "metric";
  version: string;
  floods: Record<string, number>;
  price: Price | null;
}

/** The first frame of a WebSocket. */
export interface HomeFrame {
  home: Home;
  type: "home";
}

/** Things of the house were described, renamed or moved: the new versions of what changed. */
export interface HouseholdChanged {
  at: number;
  cause: Cause;
  entities: Entity[];
  devices: Device[];
  areas: Area[];
  appliances: Appliance[];
}

/** A humidifier or dehumidifier; ``target`` and ``current`` are percent. */
export interface HumidifierState {
  on: boolean | null;
  target: number | null;
  current: number | null;
  mode: string | null;
  action: string | null;
}

/** What an entity is, in Home Assistant's words. */
export type Kind = "alarm_control_panel" | "binary_sensor" | "button" | "camera" | "climate" | "cover" | "device_automation" | "device_tracker" | "event" | "fan" | "humidifier" | "image" | "lawn_mower" | "light" | "lock" | "media_player" | "notify" | "number" | "scene" | "select" | "sensor" | "siren" | "switch" | "tag" | "text" | "update" | "vacuum" | "valve" | "water_heater";

/** How far an appliance is known: ``days`` and ``cycles`` seen.
 *
 * ``tells`` are the faults that can be told already, ``tells_from`` says of each other one from
 * when (UTC seconds), if it goes on as until now. */
export interface Known {
  days: number;
  cycles: number;
  tells: FaultKind[];
  tells_from: Record<string, number>;
}

/** What a person said of a stretch of time (UTC seconds): what training learns from. */
export interface Label {
  appliance: string;
  feeds: ApplianceKind | null;
  kind: FaultKind;
  verdict: "confirmed" | "false_alarm" | "fixed";
  start: number;
  end: number;
  given_at: number;
}

/** A mower: ``mowing``, ``docked``, ``paused``, ``returning``, ``error``. */
export interface LawnMowerState {
  phase: string | null;
}

/** What of an announcement was not taken in; ``key`` names the part, empty for all of it. */
export interface LeftOut {
  key: string;
  reason: string;
}

/** A lamp: ``level`` is brightness in percent, ``kelvin`` its colour temperature.
 *
 * ``hue`` (0-360) and ``saturation`` (percent) are there while it shines in a colour. */
export interface LightState {
  on: boolean | null;
  level: number | null;
  kelvin: number | null;
  hue: number | null;
  saturation: number | null;
  effect: string | null;
}

/** A lock. */
export interface LockState {
  phase: "jammed" | "locked" | "locking" | "open" | "opening" | "unlocked" | "unlocking" | null;
}

/** A line in an appliance's log; ``note`` is what a person wrote, ``by`` who it was.
 *
 * ``fault`` with its ``kind`` and ``severity`` is there where it is about one, ``verdict`` where
 * a person gave one; ``feeds`` is the machine it was until then, where it is another now. */
export interface LogEntry {
  id: string;
  appliance: string;
  at: number;
  what: "another_kind" | "fault" | "fault_gone" | "feedback" | "moved" | "replaced" | "cleaned" | "descaled" | "filter_changed" | "noted" | "repaired";
  note: string;
  by: string;
  fault: string;
  kind: FaultKind | null;
  severity: "alarm" | "notice" | "warning" | null;
  verdict: "confirmed" | "false_alarm" | "fixed" | null;
  feeds: ApplianceKind | null;
}

/** An appliance's log has a new line. */
export interface LogWritten {
  at: number;
  entry: LogEntry;
  cause: Cause;
}

/** The event loop stood still; ``culprit`` is the function that held it. */
export interface LoopBlocked {
  at: number;
  seconds: number;
  culprit: string;
  cause: Cause;
}

/** A player: ``level`` is its volume in percent. */
export interface MediaPlayerState {
  phase: "idle" | "off" | "on" | "paused" | "playing" | null;
  level: number | null;
  title: string | null;
}

/** A sentence of ``hub/texts`` by id, with the values that fill it.
 *
 * Numbers stay numbers (SI-like canonical units, shares as 0–1, moments as UTC seconds): the
 * edge formats them for the reader. */
export interface Message {
  id: string;
  values: Record<string, number | string>;
}

/** A model by its name; ``appliance`` is the appliance (id) it was learned from.
 *
 * ``scored`` windows were judged by the version that works, ``strange`` (0–1) of them called
 * strange; ``drifted``: that is more than luck, so that it is learned anew at night. */
export interface Model {
  name: string;
  appliance: string;
  versions: ModelVersion[];
  scored: number;
  strange: number;
  drifted: boolean;
}

/** A step under way or over: ``progress`` 0–1; ``ended`` is 0 while it runs.
 *
 * ``says`` are the step's own lines, newest last, in English as the command line has them;
 * ``failed`` is why it ended badly. */
export interface ModelJob {
  step: "compress" | "evaluate" | "fetch" | "promote" | "quality" | "remove" | "rollback" | "shadow" | "train";
  name: string;
  began: number;
  progress: number;
  says: string[];
  ended: number;
  failed: Message | null;
}

/** A model of others that may be fetched, or was: then ``place`` is where it lies.
 *
 * ``size`` is in bytes, ``about`` its maker's words. */
export interface ModelOffer {
  name: string;
  kind: string;
  about: string;
  licence: string;
  size: number;
  place: string;
}

/** Everything of the Models page; ``next_night`` (UTC s) is when it is learned anew. */
export interface ModelShelf {
  models: Model[];
  offers: ModelOffer[];
  runs_on: string;
  board: Board;
  next_night: number;
  job: ModelJob | null;
}

/** A step began, went on or ended. */
export interface ModelStepChanged {
  at: number;
  job: ModelJob;
  cause: Cause;
}

/** One version of a model: what it does now, its size (bytes), checksum and figures.
 *
 * ``metrics`` are shares of 0–1 (``f1``, ``recall``, ``false_alarms``…), ``latency_us`` is in
 * microseconds, ``windows`` a count. */
export interface ModelVersion {
  version: number;
  kind: string;
  role: "kept" | "on_trial" | "works";
  made_at: number;
  size: number;
  licence: string;
  sha256: string;
  metrics: Record<string, number>;
}

/** There are other models, or others work: what ``AskModels`` told is out of date. */
export interface ModelsChanged {
  at: number;
  cause: Cause;
}

/** A button, scene, notifier, trigger or tag reader: when it was last used and what it said.
 *
 * ``at`` is UTC seconds. */
export interface MomentState {
  at: number | null;
  said: string | null;
}

/** How a new device finds the broker.
 *
 * ``password`` is told here and never again; it and ``username`` are empty where the broker is
 * not ours (``own`` is false). ``lines`` are to be pasted as they are, ``where`` says into what,
 * ``notes`` what else a person should know. */
export interface NewDevice {
  name: string;
  kind: "esphome" | "other" | "shelly" | "tasmota" | "zigbee2mqtt";
  host: string;
  port: number;
  username: string;
  password: string;
  topic: string;
  own: boolean;
  lines: string[];
  where: Message;
  notes: Message[];
}

/** A message to the household; ``seen_at``/``sent_at`` are UTC seconds once it happened.
 *
 * ``lines`` follow it one below the other: what a summary sums up. */
export interface Notification {
  id: string;
  at: number;
  message: Message;
  severity: "alarm" | "notice" | "warning";
  subject: string;
  seen_at: number | null;
  sent_at: number | null;
  lines: Message[];
}

/** The inbox has something new, or something in it was seen or sent on. */
export interface NotificationChanged {
  at: number;
  notification: Notification;
  cause: Cause;
}

/** A number to be set, in the entity's unit. */
export interface NumberState {
  value: number | null;
}

/** How a command to a device ended; ``reason`` is there when it was refused or unanswered. */
export interface Outcome {
  result: "already" | "confirmed" | "no_answer" | "refused" | "sent";
  ms: number;
  reason: Message | null;
}

/** A radio network opened for new devices, until when (UTC seconds, if it says), or closed. */
export interface PairingChanged {
  at: number;
  bridge: string;
  open: boolean;
  cause: Cause;
  until: number | null;
}

/** A programme that is over (UTC seconds, Wh, W); ``cost`` where there is a price. */
export interface PastRun {
  began: number;
  ended: number;
  energy_wh: number;
  peak_watts: number;
  programme: number;
  cost: number | null;
}

/** A camera or image: when the picture came (UTC seconds), or where it lies. */
export interface PictureState {
  at: number | null;
  url: string | null;
}

/** Where a person or thing is: ``home``, ``not_home`` or a zone's name. */
export interface PlaceState {
  place: string | null;
  latitude: number | null;
  longitude: number | null;
}

/** A programme under way: ``ends`` (UTC seconds) and ``progress`` (0–1) where they are known. */
export interface PresentRun {
  began: number;
  energy_wh: number;
  programme: number;
  ends: number | null;
  progress: number | null;
}

/** What a kilowatt-hour costs in ``currency`` (as people write it: ``€``, ``CNY``…). */
export interface Price {
  per_kwh: number;
  currency: string;
}

/** The household said what a kilowatt-hour costs, or took it back. */
export interface PriceChanged {
  at: number;
  price: Price | null;
  cause: Cause;
}

/** The hub answers. */
export interface Ready {
  ready: boolean;
  version: string;
}

/** The body of every answer that is no success. */
export interface Refusal {
  error: Trouble;
}

/** An appliance began a programme, goes on with it (once a minute), or is no longer in one. */
export interface RunChanged {
  at: number;
  appliance: string;
  running: PresentRun | null;
  cause: Cause;
}

/** The values of an entity in one span of a chart: ``at`` is its start in UTC seconds. */
export interface Sample {
  at: number;
  low: number;
  mean: number;
  high: number;
}

/** A choice among the entity's options. */
export interface SelectState {
  option: string | null;
}

/** A measured number (in the entity's unit) or a word. */
export interface SensorState {
  value: number | string | null;
}

/** A part of the hub failed; it is built anew after ``pause`` seconds. */
export interface ServiceCrashed {
  at: number;
  service: string;
  error: string;
  pause: number;
  cause: Cause;
}

/** A siren. */
export interface SirenState {
  on: boolean | null;
}

/** What holds true of an entity: the shape follows from its kind. */
export type State = LightState | SwitchState | ClimateState | LockState | CoverState | FanState | MediaPlayerState | SensorState | BinarySensorState | AlarmState | MomentState | PictureState | PlaceState | EventState | HumidifierState | LawnMowerState | NumberState | SelectState | SirenState | TextState | UpdateState | VacuumState | ValveState | WaterHeaterState;

/** What changed since the last frame. */
export interface StatesFrame {
  now: number;
  changes: Change[];
  type: "states";
}

/** A switch or plug. */
export interface SwitchState {
  on: boolean | null;
}

/** A text to be set. */
export interface TextState {
  text: string | null;
}

/** Who listens to a topic, and what its last ``payload`` meant (``None``: nothing came).
 *
 * ``commands`` are the entities that are told things on it, ``announced`` what was announced. */
export interface TopicStory {
  topic: string;
  payload: string | null;
  heard: Heard[];
  commands: string[];
  announced: Announced[];
}

/** Why something was not done: ``code`` is the error's class, ``text`` says it in English. */
export interface Trouble {
  code: string;
  text: string;
}

/** A programme that ended has not been emptied for long (``ended`` in UTC seconds). */
export interface UnloadDue {
  at: number;
  appliance: string;
  ended: number;
  cause: Cause;
}

/** What ``UnloadDue`` was said of, or would have been, was emptied. */
export interface Unloaded {
  at: number;
  appliance: string;
  cause: Cause;
}

/** A device's own software; ``progress`` in percent while it is being installed. */
export interface UpdateState {
  installed: string | null;
  latest: string | null;
  in_progress: boolean;
  progress: number | null;
}

/** A sentence was heard or typed and answered; ``stages`` are milliseconds by stage. */
export interface UtteranceEnded {
  at: number;
  text: string;
  intent: string;
  reply: Message;
  cause: Cause;
  stages: Record<string, number>;
}

/** A vacuum: ``cleaning``, ``docked``, ``paused``, ``idle``, ``returning``, ``error``. */
export interface VacuumState {
  phase: string | null;
  battery: number | null;
  fan_speed: string | null;
}

/** A valve: ``level`` 0 is closed, 100 open. */
export interface ValveState {
  phase: "closed" | "closing" | "open" | "opening" | "stopped" | null;
  level: number | null;
}

/** What the hub understood and said; ``stages`` are milliseconds by stage.
 *
 * ``outcome`` is there when a device was commanded. ``wake`` is the wake word's score, where
 * audio was heard; ``text`` is empty when nothing was understood. */
export interface VoiceAnswer {
  text: string;
  intent: string;
  slots: Record<string, string>;
  reply: Message;
  said: string;
  outcome: Outcome | null;
  entity: string;
  wake: number | null;
  stages: Record<string, number>;
}

/** A water heater. */
export interface WaterHeaterState {
  mode: string | null;
  target: number | null;
  current: number | null;
}

/** The commands a client may send. */
export interface Doings {
  ListFaults: { with: Record<string, never>; answer: Fault[] };
  ListNotifications: { with: Record<string, never>; answer: Notification[] };
  ListAnnounced: { with: { device?: string }; answer: Announced[] };
  ExplainTopic: { with: { topic: string }; answer: TopicStory };
  ExplainEntity: { with: { entity: string }; answer: EntityStory };
  ExplainFeeds: { with: { entity: string }; answer: FeedsStory };
  ExplainAppliance: { with: { appliance: string }; answer: ApplianceStory };
  ListLog: { with: { appliance?: string }; answer: LogEntry[] };
  AskPrice: { with: Record<string, never>; answer: Price | null };
  AskModels: { with: Record<string, never>; answer: ModelShelf };
  Turn: { with: { entity: string; on: boolean; sure?: boolean }; answer: Outcome };
  SetLevel: { with: { entity: string; level: number; sure?: boolean }; answer: Outcome };
  SetColorTemperature: { with: { entity: string; kelvin: number; sure?: boolean }; answer: Outcome };
  SetTemperature: { with: { entity: string; celsius: number; sure?: boolean }; answer: Outcome };
  SetMode: { with: { entity: string; mode: string; sure?: boolean }; answer: Outcome };
  SetLock: { with: { entity: string; locked: boolean; sure?: boolean }; answer: Outcome };
  Move: { with: { entity: string; to: "closed" | "open" | "stop"; sure?: boolean }; answer: Outcome };
  Play: { with: { entity: string; playing: boolean; sure?: boolean }; answer: Outcome };
  Call: { with: { entity: string; service: string; sure?: boolean; data?: Record<string, unknown> }; answer: Outcome };
  TurnAll: { with: { area?: string; kinds?: Kind[]; on?: boolean }; answer: AllTurned };
  SetFeeds: { with: { entity: string; feeds: ApplianceKind | null }; answer: null };
  RenameEntity: { with: { entity: string; name: string }; answer: null };
  MoveEntity: { with: { entity: string; area: string }; answer: null };
  NameDevice: { with: { device: string; name: string }; answer: null };
  MoveDevice: { with: { device: string; area: string }; answer: null };
  RenameDevice: { with: { device: string; name: string }; answer: null };
  RemoveDevice: { with: { device: string; force?: boolean }; answer: null };
  PermitJoin: { with: { seconds?: number; bridge?: string }; answer: number | null };
  AddDevice: { with: { name: string; kind?: "esphome" | "other" | "shelly" | "tasmota" | "zigbee2mqtt" }; answer: NewDevice };
  RemoveDeviceUser: { with: { name: string }; answer: null };
  ListDeviceUsers: { with: Record<string, never>; answer: DeviceUser[] };
  SettleFault: { with: { fault: string; verdict: "confirmed" | "false_alarm" | "fixed" }; answer: Fault };
  NoteCare: { with: { appliance: string; what: "cleaned" | "descaled" | "filter_changed" | "noted" | "repaired"; note?: string }; answer: LogEntry };
  ReplaceAppliance: { with: { appliance: string; why?: "moved" | "replaced"; note?: string }; answer: LogEntry };
  ListLabels: { with: Record<string, never>; answer: Label[] };
  SetPrice: { with: { per_kwh: number | null; currency?: string }; answer: Price | null };
  RunModelStep: { with: { step: "compress" | "evaluate" | "fetch" | "promote" | "quality" | "remove" | "rollback" | "shadow" | "train"; name: string; version?: number; anyway?: boolean }; answer: ModelJob };
  StopModelStep: { with: Record<string, never>; answer: ModelJob | null };
  MarkSeen: { with: { notification: string }; answer: Notification };
  Say: { with: { text: string; language?: string }; answer: VoiceAnswer };
  AskDemo: { with: { action: "break_fridge" | "cut_broker" | "lying_lamp" | "speak" | "start_over" }; answer: null };
}

/** The events a client is sent. */
export interface Pushed {
  HouseholdChanged: HouseholdChanged;
  EntityRemoved: EntityRemoved;
  CommandEnded: CommandEnded;
  CommandContradicted: CommandContradicted;
  DesireChanged: DesireChanged;
  FaultRaised: FaultRaised;
  FaultChanged: FaultChanged;
  NotificationChanged: NotificationChanged;
  UtteranceEnded: UtteranceEnded;
  BrokerChanged: BrokerChanged;
  CycleEnded: CycleEnded;
  ServiceCrashed: ServiceCrashed;
  LoopBlocked: LoopBlocked;
  DemoAsked: DemoAsked;
  FloodChanged: FloodChanged;
  PairingChanged: PairingChanged;
  DeviceJoined: DeviceJoined;
  DeviceLeft: DeviceLeft;
  DeviceAppeared: DeviceAppeared;
  LogWritten: LogWritten;
  PriceChanged: PriceChanged;
  RunChanged: RunChanged;
  UnloadDue: UnloadDue;
  Unloaded: Unloaded;
  ModelStepChanged: ModelStepChanged;
  ModelsChanged: ModelsChanged;
}

/** What each REST route with a JSON answer gives. */
export interface Routes {
  "GET /v1/ready": Ready;
  "GET /v1/home": Home;
  "GET /v1/entities/{id}": EntityView;
  "GET /v1/devices/{id}": DeviceView;
  "GET /v1/history": Sample[];
  "POST /v1/voice/listen": VoiceAnswer[];
  "GET /v1/health": HealthReport;
  "GET /v1/openapi.json": Record<string, unknown>;
}

export type Result = Outcome["result"];
export type Severity = Fault["severity"];
export type FaultPhase = Fault["phase"];
export type Verdict = Doings["SettleFault"]["with"]["verdict"];

/** What a command asks for and what it answers. */
export type Asked<N extends keyof Doings> = Doings[N]["with"];
export type Answer<N extends keyof Doings> = Doings[N]["answer"];

/** A frame to the hub: a command under a number of the client's choice. */
export type RequestFrame = {
  [N in keyof Doings]: { id: number; do: N; with: Doings[N]["with"] };
}[keyof Doings];

/** The answer to the request of the same number. */
export interface AnswerFrame {
  type: "answer";
  id: number;
  answer: unknown;
}

/** An event as it happens. */
export type EventFrame = {
  [N in keyof Pushed]: { type: "event"; name: N; event: Pushed[N] };
}[keyof Pushed];

/** Every frame from the hub. */
export type Frame = HomeFrame | StatesFrame | ClockFrame | EventFrame | AnswerFrame | ErrorFrame;
