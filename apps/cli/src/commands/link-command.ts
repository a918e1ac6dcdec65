import type { Command } from 'commander';
import type { Session } from '../session.js';
import type { Wiring } from '../wiring.js';
import { createPersonalLink, revokePersonalLink, type LinkOptions } from './link.js';
import type { StoreOptions } from './product-redis.js';

/** Adds `link create` and `link revoke`. */
export function addLinkCommands(program: Command, session: Session, { say, done }: Wiring): void {
  const link = program
    .command('link')
    .description(
      say('한 사람이 계정 없이 들어오는 링크를 만들고 폐기합니다', 'make and revoke links that let a person in without an account'),
    );
  const withData = (command: Command): Command => command.option('--data <dir>', say('제품의 데이터 폴더', 'data folder of the product'));

  withData(link.command('create'))
    .description(say('링크를 만들어 표준 출력 마지막 줄에 출력합니다', 'make a link and print it on the last line of stdout'))
    .option(
      '--name <name>',
      say('누구의 링크인지 (없으면 여는 사람마다 이름을 묻습니다)', 'whose it is (without it, each who opens it is asked)'),
    )
    .option('--hours <n>', say('쓸 수 있는 시간', 'how many hours it lasts'), '12')
    .option('--page <path>', say('열리는 화면', 'the page it opens'), '/live')
    .option(
      '--url <url>',
      say('제품을 여는 주소 (기본: TILLWATCH_PUBLIC_URL)', 'where the product is reached (default: TILLWATCH_PUBLIC_URL)'),
    )
    .option('--tenant <tenant>', say('테넌트 (기본: default)', 'tenant (default: default)'))
    .action(async (options: LinkOptions) => done(await createPersonalLink(options, session)));

  withData(link.command('revoke'))
    .description(say('링크를 폐기합니다', 'take a link back'))
    .argument('<id>', say('링크의 id 또는 주소 전체', 'the link’s id, or the whole address'))
    .action(async (id: string, options: StoreOptions) => done(await revokePersonalLink(id, options, session)));
}
