/**
 * The mock Exchange server as a package for other projects' tests:
 *
 *     const mock = await startMockExchange({ scenario: 'reply-lost' });
 *     const [alex] = mock.accounts;            // user, address, password, url
 *     ...
 *     expect(mock.oracle().messages).toEqual(...);
 *     await mock.stop();
 */
export { startMockExchange } from './index.ts';
export { type AdminOptions, type AdminServer, startAdmin } from './admin/server.ts';
export { importMailbox } from './import/mailbox.ts';
export { contentOf } from './mime/content.ts';
export { scenarioNames, type ScenarioTitle, scenarioTitles } from './scenarios/library.ts';
export { scenarioSchema } from './scenarios/json-schema.ts';
export { type Failure, FailureError, type FailureKind } from '../../shared/errors.ts';
export type * from './api.ts';
export type { Clock, ClockOptions } from './clock/clock.ts';
export type { ClockReading } from './clock/reading.ts';
export type { EventLog, LoggedEvent } from './events/event-log.ts';
export type { FaultEngine, RuleStatus } from './faults/engine.ts';
export type { Rule, RuleInput, What, Where } from './faults/rule.ts';
export type { Har, HarEntry } from './har/har.ts';
export type { TargetState, WireRecord } from './journal/entry.ts';
export type { Claim, Claims } from './oracle/claims.ts';
export type { OracleItem, OracleMessage, OracleReport, OracleStuck } from './oracle/shapes.ts';
export type { PersonalityName } from './personality/personality.ts';
export type { ScenarioItem, ScenarioMailbox } from './scenarios/mailbox-schema.ts';
export type { Replayed } from './replay/replay.ts';
export type { Scenario, ScenarioAction, ScenarioInput } from './scenarios/scenario.ts';
export type { ScenarioSource } from './scenarios/source.ts';
export type { Settings, SettingsInput, SettingsValues } from './settings/settings.ts';
export type { SignInName } from './sign-in/sign-in.ts';
export type { MessageContent, NewFolder, NewMailbox, NewMessage } from './store/content.ts';
export type { Expectation, NearMiss, Verification } from './verify/verify.ts';
