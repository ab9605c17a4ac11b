// SPDX-License-Identifier: GPL-3.0-or-later
// Points Google's own generated client at the emulator and calls every method a user has.
// See README.md beside the emulator: npm install @googleapis/chat, then
//   node check.mjs http://127.0.0.1:PORT
// Needs an emulator with --seed demo --no-quota. Not part of the default tests.
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import process from 'node:process';

const require = createRequire(`${process.cwd()}/`);
const { chat: makeChat, auth } = require('@googleapis/chat');

const root = process.argv[2];
if (!root) {
  console.error('usage: node check.mjs http://127.0.0.1:PORT');
  process.exit(2);
}

const names = ['chat.spaces', 'chat.spaces.create', 'chat.delete', 'chat.messages',
  'chat.memberships', 'chat.messages.reactions', 'chat.users.readstate',
  'chat.users.spacesettings', 'chat.users.sections', 'chat.users.availability',
  'chat.customemojis', 'chat.import'];
const scopes = names.map((name) => `https://www.googleapis.com/auth/${name}`);

async function act(action) {
  const answer = await fetch(`${root}/emulator/act`, { method: 'POST', body: JSON.stringify(action) });
  return (await answer.json()).results[0];
}

const { access_token: accessToken } = await act({ action: 'token', scopes });
const client = new auth.OAuth2();
client.setCredentials({ access_token: accessToken });
const api = makeChat({ version: 'v1', auth: client, rootUrl: `${root}/`, retry: false });

let passed = 0;
let failed = 0;
let skipped = 0;

// Calls "spaces.messages.list" with parameters; wanted is the expected status (200 by default).
async function call(id, parameters, wanted = 200) {
  const path = id.split('.');
  const last = path.pop();
  const resource = path.reduce((at, part) => at?.[part], api);
  if (typeof resource?.[last] !== 'function') {
    skipped += 1;
    console.log(`skip ${id}: not in this version of the client`);
    return {};
  }
  let status;
  let data = {};
  let words = '';
  try {
    // rootUrl for each call, too: uploads do not take the one of the client.
    const answer = await resource[last](parameters, { rootUrl: `${root}/` });
    status = answer.status;
    data = answer.data;
  } catch (error) {
    status = error.status ?? error.response?.status ?? String(error);
    words = error.message;
  }
  if (status === wanted) {
    passed += 1;
  } else {
    failed += 1;
    console.log(`FAIL ${id}: ${status} instead of ${wanted} ${words}`);
  }
  return data;
}

const spaces = (await call('spaces.list', { pageSize: 1000 })).spaces;
const general = spaces.find((space) => space.displayName === 'General').name;
const direct = spaces.find((space) => space.spaceType === 'DIRECT_MESSAGE').name;
await call('spaces.get', { name: general });
const stamp = Date.now();
const made = await call('spaces.create', { requestId: `r${stamp}`, requestBody: { spaceType: 'SPACE', displayName: `Node ${stamp}` } });
await call('spaces.patch', { name: made.name, updateMask: 'displayName', requestBody: { displayName: `Node ${stamp} b` } });
const members = (await call('spaces.members.list', { parent: general, filter: 'member.type = "HUMAN"' })).memberships;
const other = members.find((m) => m.member.displayName === 'Hana Sato').member.name;
const third = members.find((m) => m.member.displayName === 'Yael Shapira').member.name;
await call('spaces.members.get', { name: members[0].name });
const member = await call('spaces.members.create', { parent: made.name, requestBody: { member: { name: other, type: 'HUMAN' } } });
await call('spaces.members.patch', { name: member.name, updateMask: 'role', requestBody: { role: 'ROLE_MANAGER' } });
await call('spaces.members.delete', { name: member.name });
await call('spaces.setup', { requestBody: { space: { spaceType: 'DIRECT_MESSAGE' }, memberships: [{ member: { name: other, type: 'HUMAN' } }] } });
await call('spaces.findDirectMessage', { name: other });
await call('spaces.findGroupChats', { users: [other, third] });
await call('spaces.search', { query: 'space_type = "SPACE" AND display_name:"Gen"' });
await call('spaces.completeImport', { name: made.name, requestBody: {} }, 403);

const sent = await call('spaces.messages.create', { parent: made.name, messageId: `client-${stamp}`, requestId: `m${stamp}`, requestBody: { text: 'From *Node* with ❤️' } });
await call('spaces.messages.list', { parent: made.name, orderBy: 'createTime desc', filter: 'create_time > "2020-01-01T00:00:00Z"' });
await call('spaces.messages.get', { name: `${made.name}/messages/client-${stamp}` });
await call('spaces.messages.patch', { name: sent.name, updateMask: 'text', requestBody: { text: 'patched' } });
await call('spaces.messages.update', { name: sent.name, updateMask: 'text', requestBody: { text: 'put' } });
await call('spaces.messages.search', { parent: 'spaces/-', requestBody: { filter: 'put' } });
const reaction = await call('spaces.messages.reactions.create', { parent: sent.name, requestBody: { emoji: { unicode: '🙂' } } });
await call('spaces.messages.reactions.list', { parent: sent.name, filter: 'emoji.unicode = "🙂"' });
await call('spaces.messages.reactions.delete', { name: reaction.name });
const pin = await call('spaces.messagePins.create', { parent: made.name, requestBody: { message: sent.name } });
await call('spaces.messagePins.list', { parent: made.name });
await call('spaces.messagePins.delete', { name: pin.name });
await call('spaces.messages.attachments.get', { name: `${sent.name}/attachments/x` }, 403);
const uploaded = await call('media.upload', { parent: made.name, requestBody: { filename: 'note.txt' }, media: { mimeType: 'text/plain', body: Readable.from(['from node']) } });
const withFile = await call('spaces.messages.create', { parent: made.name, requestBody: { text: 'file', attachment: [uploaded] } });
const resourceName = withFile.attachment?.[0]?.attachmentDataRef?.resourceName;
await call('media.download', { resourceName, alt: 'media' });
const events = (await call('spaces.spaceEvents.list', { parent: made.name, filter: 'event_types:"google.workspace.chat.message.v1.created"' })).spaceEvents;
await call('spaces.spaceEvents.get', { name: events[0].name });
await call('spaces.messages.delete', { name: sent.name });

await call('users.spaces.getSpaceReadState', { name: `users/me/${general}/spaceReadState` });
await call('users.spaces.updateSpaceReadState', { name: `users/me/${general}/spaceReadState`, updateMask: 'lastReadTime', requestBody: { lastReadTime: new Date().toISOString() } });
const first = (await call('spaces.messages.list', { parent: general, pageSize: 1 })).messages[0];
await call('users.spaces.threads.getThreadReadState', { name: `users/me/${first.thread.name}/threadReadState` });
await call('users.spaces.spaceNotificationSetting.get', { name: `users/me/${direct}/spaceNotificationSetting` });
await call('users.spaces.spaceNotificationSetting.patch', { name: `users/me/${direct}/spaceNotificationSetting`, updateMask: 'muteSetting', requestBody: { muteSetting: 'UNMUTED' } });

await call('users.sections.list', { parent: 'users/me' });
const section = await call('users.sections.create', { parent: 'users/me', requestBody: { type: 'CUSTOM_SECTION', displayName: 'Node' } });
await call('users.sections.patch', { name: section.name, updateMask: 'displayName', requestBody: { displayName: 'Node 2' } });
await call('users.sections.position', { name: section.name, requestBody: { relativePosition: 'END' } });
const items = (await call('users.sections.items.list', { parent: 'users/me/sections/default-spaces', pageSize: 100 })).sectionItems;
const moved = await call('users.sections.items.move', { name: items[0].name, requestBody: { targetSection: section.name } });
if (moved.sectionItem?.space !== items[0].space) console.log('note: the moved item is another one');
await call('users.sections.delete', { name: section.name });

const availability = 'users/me/availability';
await call('users.availability.get', { name: availability });
await call('users.availability.markAsAway', { name: availability, requestBody: {} });
await call('users.availability.markAsDoNotDisturb', { name: availability, requestBody: { ttl: '600s' } });
await call('users.availability.markAsActive', { name: availability, requestBody: {} });
await call('users.availability.patch', { name: availability, updateMask: 'customStatus', requestBody: { customStatus: { text: 'Node', emoji: { unicode: '🤖' } } } });

const emojiPng = Buffer.from(await (await fetch(`${root}/emulator/avatar/${other.slice(6)}.png`)).arrayBuffer());
const emoji = await call('customEmojis.create', { requestBody: { emojiName: `:node-${stamp}:`, payload: { filename: 'e.png', fileContent: emojiPng.toString('base64') } } });
await call('customEmojis.list', { filter: 'creator("users/me")' });
await call('customEmojis.get', { name: emoji.name });
await call('customEmojis.delete', { name: emoji.name });
await call('spaces.delete', { name: made.name });

console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed === 0 ? 0 : 1);
