/** A provider's dialect of FIX comes from a file and is as good as the built-in dictionary. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readCompact, writeCompact } from '../src/dictionary/compact.ts';
import { FIX44_COMPACT } from '../src/dictionary/fix44.gen.ts';
import { STRICT, validate } from '../src/dictionary/validate.ts';
import { encode } from '../src/wire/encode.ts';
import { decode } from '../src/wire/raw-message.ts';
import { loadDictionary, parseDictionaryXml } from './dictionary-file.ts';

const DIALECT = `<?xml version="1.0"?>
<fix type="FIX" major="4" minor="4" servicepack="0">
  <header>
    <field name="BeginString" required="Y"/><field name="BodyLength" required="Y"/>
    <field name="MsgType" required="Y"/><field name="MsgSeqNum" required="Y"/>
    <field name="SenderCompID" required="Y"/><field name="SendingTime" required="Y"/>
    <field name="TargetCompID" required="Y"/>
  </header>
  <trailer><field name="CheckSum" required="Y"/></trailer>
  <messages>
    <message name="Hint" msgtype="U1" msgcat="app">
      <component name="Block" required="Y"/>
      <group name="NoHints" required="N">
        <field name="HintKind" required="Y"/><field name="HintText" required="N"/>
      </group>
    </message>
  </messages>
  <components><component name="Block"><field name="HintID" required="Y"/></component></components>
  <fields>
    <field number="8" name="BeginString" type="STRING"/><field number="9" name="BodyLength" type="LENGTH"/>
    <field number="35" name="MsgType" type="STRING"/><field number="34" name="MsgSeqNum" type="SEQNUM"/>
    <field number="49" name="SenderCompID" type="STRING"/><field number="56" name="TargetCompID" type="STRING"/>
    <field number="52" name="SendingTime" type="UTCTIMESTAMP"/><field number="10" name="CheckSum" type="STRING"/>
    <field number="20001" name="HintID" type="STRING"/><field number="20002" name="NoHints" type="NUMINGROUP"/>
    <field number="20003" name="HintKind" type="INT">
      <value enum="1" description="SOFT"/><value enum="10" description="HARD &amp; FAST"/>
    </field>
    <field number="120004" name="HintText" type="STRING"/>
  </fields>
</fix>`;

const folder = mkdtempSync(join(tmpdir(), 'dialect-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function faultOf(body: string) {
  const file = join(folder, 'dialect.xml');
  writeFileSync(file, DIALECT);
  const dictionary = loadDictionary(file);
  const header = {
    beginString: 'FIX.4.4',
    msgType: 'U1',
    msgSeqNum: 2,
    senderCompId: 'LP',
    targetCompId: 'FLT',
    sendingTimeMs: 0,
  };
  const raw = decode(encode(header, body.replaceAll('|', '\x01')), dictionary.dataFields);
  const found = raw && validate(raw, dictionary, STRICT);
  return found && [found.reason, found.refTagId];
}

describe('a dialect from a file', () => {
  it.each([
    ['20001=H1|', null],
    ['20001=H1|20002=2|20003=1|20003=10|120004=soon|', null],
    ['20001=H1|20002=1|20003=2|', [5, 20003]],
    ['20001=H1|20002=1|120004=x|', [1, 20003]],
    ['20002=0|', [1, 20001]],
    ['20001=H1|58=x|', [0, 58]],
  ])('judges %s', (body, expected) => {
    expect(faultOf(body)).toEqual(expected);
  });

  it('must define what it refers to', () => {
    expect(() => parseDictionaryXml('<other/>')).toThrow('no <fix> element');
    const broken = DIALECT.replace('name="HintText" type', 'name="Other" type');
    expect(() => parseDictionaryXml(broken)).toThrow('field HintText is not defined');
  });

  it('survives the compact notation, as the built-in dictionary does', () => {
    const source = parseDictionaryXml(DIALECT);
    expect(readCompact(writeCompact(source)).messages).toEqual(source.messages);
    const builtIn = readCompact(FIX44_COMPACT);
    expect(readCompact(writeCompact(builtIn))).toEqual(builtIn);
    expect(builtIn.messages).toHaveLength(93);
    expect(builtIn.fields).toHaveLength(912);
  });
});
