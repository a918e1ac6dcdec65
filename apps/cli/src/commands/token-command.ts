import type { Command } from 'commander';
import type { Session } from '../session.js';
import type { Wiring } from '../wiring.js';
import type { StoreOptions } from './product-redis.js';
import { createToken, listTokens, revokeToken, type CreateOptions } from './token.js';

/** Adds `token create`, `token list` and `token revoke`. */
export function addTokenCommands(program: Command, session: Session, { say, done }: Wiring): void {
  const token = program.command('token').description(say('API 키를 만들고 보고 폐기합니다', 'make, list and revoke API keys'));
  const withData = (command: Command): Command => command.option('--data <dir>', say('제품의 데이터 폴더', 'data folder of the product'));

  withData(token.command('create'))
    .description(say('키를 만들어 표준 출력 마지막 줄에 출력합니다', 'make a key and print it on the last line of stdout'))
    .requiredOption(
      '--scope <list>',
      say('권한 (쉼표로 구분)', 'what it may do, separated by commas') +
        ': events:write, events:backfill, stats:read, screens:view, config:write, incidents:act',
    )
    .option('--tenant <tenant>', say('테넌트 (기본: default)', 'tenant (default: default)'))
    .option('--merchant <merchant>', say('가맹점 하나로 제한', 'bind it to one merchant'), '*')
    .option('--name <name>', say('사람이 알아볼 이름', 'a name for people'))
    .option('--no-backfill', say('과거 자료는 넣지 못하게', 'it may not send history'))
    .action(async (options: CreateOptions) => done(await createToken(options, session)));

  withData(token.command('list'))
    .description(say('키 목록 (비밀은 나오지 않습니다)', 'all keys, without their secrets'))
    .option('--tenant <tenant>', say('이 테넌트만', 'only this tenant’s'))
    .action(async (options: StoreOptions & { tenant?: string }) => done(await listTokens(options, session)));

  withData(token.command('revoke'))
    .description(say('키를 폐기합니다', 'revoke a key'))
    .argument('<id>', say('키의 id 또는 키 전체', 'the key’s id, or the whole key'))
    .action(async (id: string, options: StoreOptions) => done(await revokeToken(id, options, session)));
}
