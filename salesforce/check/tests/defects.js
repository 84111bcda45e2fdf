// Deliberate defects, each with the check that must find it and what it must say. A check that goes blind fails here.
//
// `change` makes a broken `Source` of a sound one. Most are a replacement in one file; where a defect is new code, it is added
// to a class, so that the package may change without this table noticing.

const META = 'force-app/main/default';
const FIELDS = `${META}/objects/Ferrophone_Workflow__c/fields`;
const CLASSES = `${META}/classes`;

/** `from` becomes `to` in one file; it must be there. */
function replaced(path, from, to) {
  return (source) => {
    const text = source.text(path);
    if (!text?.includes(from))
      throw new Error(`the defect does not apply any more: ${path} has no ${JSON.stringify(from)}`);
    return source.with(
      path,
      text.replace(from, () => to),
    );
  };
}

const removed = (path) => (source) => {
  if (!source.files.has(path)) throw new Error(`the defect does not apply any more: there is no ${path}`);
  return source.with(path, null);
};

const added = (path, text) => (source) => source.with(path, text);

/** More members at the end of a class. */
function member(cls, code) {
  return (source) => {
    const path = `${CLASSES}/${cls}.cls`;
    const text = source.text(path);
    return source.with(path, `${text.slice(0, text.lastIndexOf('}'))}    ${code}\n}\n`);
  };
}

const both =
  (...changes) =>
  (source) =>
    changes.reduce((broken, change) => change(broken), source);

/** A class of its own, with its metadata. */
function cls(name, text) {
  const metadata = `<?xml version="1.0" encoding="UTF-8"?>\n<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>65.0</apiVersion><status>Active</status></ApexClass>\n`;
  return both(added(`${CLASSES}/${name}.cls`, text), added(`${CLASSES}/${name}.cls-meta.xml`, metadata));
}

const field = (name) => `${FIELDS}/${name}.field-meta.xml`;
const apex = (name) => `${CLASSES}/${name}.cls`;
const USER = `${META}/permissionsets/Ferrophone_User.permissionset-meta.xml`;
const LAYOUT = `${META}/layouts/Task-Ferrophone Call Layout.layout-meta.xml`;
const APP = `${META}/applications/Ferrophone.app-meta.xml`;

// One line each, so that the table can be read.
// prettier-ignore
export const DEFECTS = [
  // project
  ['project', 'an unknown key', replaced('sfdx-project.json', '"namespace"', '"nameSpace"'), /nameSpace/],
  ['project', 'a folder that is not there', replaced('sfdx-project.json', '"force-app"', '"force-ap"'), /no folder force-ap/],
  ['project', 'a file of another API version', replaced(`${apex('FerrophoneApi')}-meta.xml`, '65.0', '58.0'), /API 58.0/],

  // metadata
  ['metadata', 'XML that is none', replaced(field('Active__c'), '</label>', '</lable>'), /Active__c.*lable/],
  ['metadata', 'an unknown element', replaced(field('Active__c'), '<label>', '<lenght>4</lenght><label>'), /no element lenght/],
  ['metadata', 'an element twice', replaced(field('Active__c'), '<label>', '<label>On</label><label>'), /label occurs twice/],
  ['metadata', 'another root', both(replaced(field('Active__c'), '<CustomField ', '<CustomFeld '), replaced(field('Active__c'), '</CustomField>', '</CustomFeld>')), /root is CustomFeld/],
  ['metadata', 'another namespace', replaced(field('Active__c'), '2006/04/metadata', '2006/04/meta'), /namespace/],
  ['metadata', 'a value that is no choice', replaced(field('Active__c'), '>Checkbox<', '>CheckBox<'), /"CheckBox" is none of/],
  ['metadata', 'a truth value that is none', replaced(field('Subject_Template__c'), '<unique>false', '<unique>no'), /"no" is neither true nor false/],
  ['metadata', 'a number that is none', replaced(field('Subject_Template__c'), '<length>255', '<length>long'), /"long" is no number/],
  ['metadata', 'text without length', replaced(field('Subject_Template__c'), '<length>255</length>', ''), /length is missing/],
  ['metadata', 'a checkbox without default', replaced(field('Active__c'), '<defaultValue>true</defaultValue>', ''), /defaultValue is missing/],
  ['metadata', 'a picklist without values', (source) => source.with(field('Pop_Mode__c'), source.text(field('Pop_Mode__c')).replace(/<valueSet>[\s\S]*<\/valueSet>/, '')), /valueSet is missing/],
  ['metadata', 'a required element that is missing', replaced(USER, '<apexClass>FerrophoneApi</apexClass>', ''), /lacks apexClass/],
  ['metadata', 'an object without plural', (source) => replaced(`${META}/objects/Ferrophone_Workflow__c/Ferrophone_Workflow__c.object-meta.xml`, '<pluralLabel>Ferrophone Workflows</pluralLabel>', '')(source), /pluralLabel is missing/],
  ['metadata', 'a name that is not the file\'s', replaced(field('Active__c'), '>Active__c<', '>Aktive__c<'), /fullName Aktive__c/],
  ['metadata', 'a label that is too long', replaced(field('Active__c'), '<label>Active<', `<label>${'Active'.repeat(7)}<`), /label is longer than 40/],
  ['metadata', 'repeats that are not side by side', replaced(APP, '<uiType>', '<utilityBar>Ferrophone_UtilityBar</utilityBar><tabs>standard-Lead</tabs><uiType>'), /not side by side|occurs twice/],
  ['metadata', 'an element of a profile in a permission set', replaced(USER, '<application>Ferrophone</application>', '<application>Ferrophone</application><default>true</default>'), /no element default/],

  // references
  ['references', 'a class without metadata', removed(`${apex('FerrophoneApi')}-meta.xml`), /FerrophoneApi.cls: its -meta.xml is missing/],
  ['references', 'a file that nothing deploys', added(`${CLASSES}/Notes.txt`, 'x'), /nothing deploys a .txt/],
  ['references', 'access to a class that is not there', replaced(USER, '>FerrophoneApi<', '>FerrophoneApy<'), /FerrophoneApy, which is not in the package/],
  ['references', 'access to a field that is not there', replaced(USER, 'Ferrophone_Workflow__c.Active__c', 'Ferrophone_Workflow__c.Activ__c'), /no field Ferrophone_Workflow__c.Activ__c/],
  ['references', 'access to an object that is not there', replaced(USER, '<object>Ferrophone_Workflow__c', '<object>Ferrophone_Flow__c'), /no object Ferrophone_Flow__c/],
  ['references', 'a field that nobody may see', added(`${META}/objects/Activity/fields/New__c.field-meta.xml`, '<CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>New__c</fullName><label>New</label><length>9</length><type>Text</type></CustomField>'), /New__c.*no permission set grants it/],
  ['references', 'a utility bar that is not there', replaced(APP, '>Ferrophone_UtilityBar<', '>Ferrophone_Bar<'), /no utility bar Ferrophone_Bar/],
  ['references', 'a tab that is not there', replaced(APP, '<tabs>standard-Lead<', '<tabs>standard-Leed<'), /no tab standard-Leed/],
  ['references', 'a layout\'s field that is not there', replaced(LAYOUT, 'Ferrophone_Result_Group__c', 'Ferrophone_Result__c'), /no field Task.Ferrophone_Result__c/],
  ['references', 'a validation rule\'s field that is not there', replaced(`${META}/objects/Ferrophone_Workflow__c/validationRules/Owner_Needs_Email.validationRule-meta.xml`, 'NOT(Email_Missed__c)', 'NOT(Email_Mised__c)'), /no field Ferrophone_Workflow__c.Email_Mised__c/],
  ['references', 'a report\'s column that is not there', replaced(`${META}/reports/Ferrophone_Reports/Calls_by_Result.report-meta.xml`, 'Activity$Ferrophone_Call_Start__c', 'Activity$Ferrophone_Start__c'), /Ferrophone_Start__c/],
  ['references', 'a report type that is not there', replaced(`${META}/reports/Ferrophone_Reports/Calls_by_Result.report-meta.xml`, 'Ferrophone_Calls__c', 'Ferrophone_Call__c'), /no report type Ferrophone_Call__c/],
  ['references', 'a folder without its file', removed(`${META}/email/Ferrophone_Templates.emailFolder-meta.xml`), /no .emailFolder-meta.xml/],
  ['references', 'a label that is not translated', replaced('german/main/default/translations/de.translation-meta.xml', 'Ferrophone_No_Template', 'Ferrophone_Template'), /Ferrophone_No_Template is not translated/],
  ['references', 'a value that is not translated', replaced('german/main/default/objectTranslations/Ferrophone_Workflow__c-de/Pop_Mode__c.fieldTranslation-meta.xml', '>Latest case of the contact<', '>The latest case<'), /no value "The latest case"/],
  ['references', 'a page whose resource is not there', replaced('hosting/main/default/pages/Ferrophone.page', '$Resource.Ferrophone', '$Resource.Ferofone'), /no static resource Ferofone/],
  ['references', 'an internal name that Salesforce refuses', replaced('setup/callcenter.xml', '>Ferrophone</item>', '>Ferro phone</item>'), /"Ferro phone" is no internal name/],

  // syntax
  ['syntax', 'a statement without its end', member('FerrophoneTemplate', 'private static void broken() { Integer x = 1 }'), /FerrophoneTemplate/],
  ['syntax', 'SOQL clauses in the wrong order', member('FerrophoneSession', "private static List<User> broken() { return [SELECT Id FROM User LIMIT 1 WHERE Name = 'x']; }"), /FerrophoneSession/],
  ['syntax', 'a layout that is not prettier\'s', replaced(apex('FerrophoneSchema'), 'public with sharing', 'public  with sharing'), /FerrophoneSchema.*laid out otherwise/],

  // semantics
  ['semantics', 'a type that is not there', member('FerrophoneTemplate', 'private static void one() { Strong s; }'), /FerrophoneTemplate.*Strong/],
  ['semantics', 'a method that is not there', member('FerrophoneSession', "private static Integer one() { return 'x'.size(); }"), /FerrophoneSession.*size/],
  ['semantics', 'a variable that is not there', member('FerrophoneTargets', 'private static Integer one() { return nowhere; }'), /FerrophoneTargets.*nowhere/],
  ['semantics', 'an argument of another type', member('FerrophoneSchema', 'private static void one() { objectNamed(5); }'), /FerrophoneSchema.*objectNamed|objectNamed.*FerrophoneSchema|No matching method/],
  ['semantics', 'a value of another type', member('FerrophoneLookup', "private static void one() { Integer x = 'five'; }"), /FerrophoneLookup.*(Integer|assign)/],
  ['semantics', 'no return', member('FerrophoneTasks', 'private static Integer one() { Integer x = 1; }'), /FerrophoneTasks.*(return|Expected)/i],
  ['semantics', 'a label that is not there', member('FerrophoneMail', 'private static String one() { return System.Label.Ferrophone_Nothing; }'), /FerrophoneMail.*Ferrophone_Nothing/],
  ['semantics', 'a field that is not there', member('FerrophoneMissedCalls', 'private static void one() { Task t = new Task(Subjekt = null); }'), /FerrophoneMissedCalls.*Subjekt/],
  ['semantics', 'a field of a variable that is not there', member('FerrophoneRecipient', 'private static String one(Task t) { return t.Subjekt; }'), /FerrophoneRecipient.*Subjekt/],
  ['semantics', 'an object that is not there, in a query', member('FerrophoneSettings', 'private static void one() { Object x = [SELECT Id FROM Contakt]; }'), /FerrophoneSettings.*Contakt/],
  ['semantics', 'a reserved word for a name', member('FerrophonePhoneSearch', 'private static void one(String number) { }'), /FerrophonePhoneSearch.*'number' is a reserved/],
  ['semantics', 'a line that is never reached', member('FerrophoneException', 'private static Integer one() { return 1; Integer x = 2; }'), /FerrophoneException.*Unreachable/],
  ['semantics', 'a final that is written', member('FerrophoneApi', 'private static void one() { final Integer x = 1; x = 2; }'), /FerrophoneApi.*final/],
  ['semantics', 'a method without its object', member('FerrophoneRequest', 'private static Date one() { return day(null); }'), /FerrophoneRequest.*static context/],
  ['semantics', 'a web service that is not global', cls('Broken', 'public with sharing class Broken {\n    webService static String one() {\n        return null;\n    }\n}\n'), /Broken.cls.*(webservice|global)/i],

  // soql
  ['soql', 'a field that is not there', member('FerrophoneSession', 'private static void one() { Object x = [SELECT Nam FROM Contact]; }'), /Contact has no field Nam/],
  ['soql', 'a relationship that is not there', member('FerrophoneSession', 'private static void one() { Object x = [SELECT Akount.Name FROM Contact]; }'), /Contact has no relationship Akount/],
  ['soql', 'a condition on a field that is not there', member('FerrophoneSession', 'private static void one() { Object x = [SELECT Id FROM Case WHERE Closed = TRUE]; }'), /Case has no field Closed/],
  ['soql', 'an order by a field that is not there', member('FerrophoneSession', 'private static void one() { Object x = [SELECT Id FROM Case ORDER BY Created]; }'), /Case has no field Created/],
  ['soql', 'a filter by text that cannot be filtered by', member('FerrophoneSession', "private static void one() { Object x = [SELECT Id FROM Task WHERE Description = 'x']; }"), /Description cannot be filtered by/],
  ['soql', 'a field that only some orgs have', member('FerrophoneSession', 'private static void one() { Object x = [SELECT IsPersonAccount FROM Account]; }'), /no field IsPersonAccount/],
  ['soql', 'a record made with what only Salesforce sets', member('FerrophoneSession', 'private static Task one() { return new Task(IsClosed = true); }'), /only Salesforce sets Task.IsClosed/],
  ['soql', 'an own name in text', member('FerrophoneSession', "private static String one() { return 'Ferrophone_Kall_Key__c'; }"), /Ferrophone_Kall_Key__c/],

  // modes
  ['modes', 'a query that does not say whose rights count', member('FerrophoneSession', 'private static void one() { Object x = [SELECT Id FROM Contact]; }'), /the query does not say WITH USER_MODE/],
  ['modes', 'a write that does not say whose rights count', member('FerrophoneSession', 'private static void one(Contact c) { update c; }'), /the write does not say/],
  ['modes', 'a call that is given no access level', member('FerrophoneSession', 'private static void one(Contact c) { Database.update(c, false); }'), /Database.update is given no AccessLevel/],
  ['modes', 'a class that says nothing of sharing', replaced(apex('FerrophoneTasks'), 'with sharing class', 'class'), /class FerrophoneTasks does not say/],
  ['modes', 'an inner class that reads and says nothing of sharing', replaced(apex('FerrophoneMissedCalls'), 'private without sharing class Elevated', 'private class Elevated'), /class Elevated does not say/],

  // rules
  ['rules', 'a query made of what came in', cls('Injected', 'public with sharing class Injected {\n    public List<SObject> one(String name) {\n        return Database.query(\'SELECT Id FROM Contact WHERE Name = \\\'\' + name + \'\\\'\');\n    }\n}\n'), /Injected.*ApexSOQLInjection/],
  ['rules', 'a query without a mode', cls('Moded', 'public with sharing class Moded {\n    public List<Contact> one() {\n        return [SELECT Id FROM Contact LIMIT 1];\n    }\n}\n'), /Moded.*ApexCRUDViolation/],
  ['rules', 'a class that says nothing of sharing', cls('Shared', 'public class Shared {\n    public List<Contact> one() {\n        return [SELECT Id FROM Contact WITH USER_MODE LIMIT 1];\n    }\n}\n'), /Shared.*ApexSharingViolations/],
  ['rules', 'a query in a loop', cls('Looped', 'public with sharing class Looped {\n    public void one(List<Id> ids) {\n        for (Id each : ids) {\n            List<Contact> found = [SELECT Id FROM Contact WHERE Id = :each WITH USER_MODE];\n        }\n    }\n}\n'), /Looped.*(OperationWithLimitsInLoop|AvoidSoqlInLoops)/],
  ['rules', 'a write in a loop', cls('Written', 'public with sharing class Written {\n    public void one(List<Contact> all) {\n        for (Contact each : all) {\n            update as user each;\n        }\n    }\n}\n'), /Written.*OperationWithLimitsInLoop/],
  ['rules', 'an exception swallowed', cls('Swallowed', 'public with sharing class Swallowed {\n    public void one() {\n        try {\n            Integer x = 1 / 0;\n        } catch (Exception e) {\n        }\n    }\n}\n'), /Swallowed.*EmptyCatchBlock/],

  // the Apex tests
  ['apex', 'closed ones count as open', replaced(apex('FerrophoneTargets'), 'FROM Case WHERE IsClosed = FALSE', 'FROM Case WHERE IsClosed != NULL'), /FerrophoneTargetsTest/],
  ['apex', 'the oldest instead of the newest', replaced(apex('FerrophoneTargets'), "' DESC, Id DESC LIMIT 1'", "' ASC, Id DESC LIMIT 1'"), /FerrophoneTargetsTest/],
  ['apex', 'a tie that the smaller id wins', replaced(apex('FerrophoneTargets'), 'DESC, Id DESC LIMIT 1', 'DESC, Id ASC LIMIT 1'), /FerrophoneTargetsTest/],
  ['apex', 'a field that the query does not bring', replaced(apex('FerrophoneMissedCalls'), 'SELECT Id, OwnerId, Subject, CallDisposition', 'SELECT Id, OwnerId, CallDisposition'), /without querying the requested field: Task.Subject/],
  ['apex', 'colleagues\' tasks changed by anybody', replaced(apex('FerrophoneMissedCalls'), 'FeatureManagement.checkPermission(PERMISSION)', 'true'), /FerrophoneMissedCallsTest/],
  ['apex', 'a field that users need and may not change', replaced(USER, 'Task.Ferrophone_Mail_Sent__c', 'Task.Ferrophone_Call_Key__c'), /FerrophoneMailTest/],
  ['apex', 'a setting that users may not read', replaced(USER, 'Ferrophone_Workflow__c.Pop_Mode__c', 'Ferrophone_Workflow__c.Pop_When__c'), /No such column 'Pop_Mode__c'/],
  ['apex', 'a validation rule that nothing can pass', replaced(`${META}/objects/Ferrophone_Workflow__c/validationRules/Owner_Needs_Email.validationRule-meta.xml`, 'AND(Email_To_Owner__c, NOT(Email_Missed__c))', 'NOT(FALSE)'), /FIELD_CUSTOM_VALIDATION_EXCEPTION/],
  ['apex', 'the e-mail sent again', replaced(apex('FerrophoneMail'), 'if (!already)', 'if (true)'), /FerrophoneMailTest/],
  ['apex', 'values in HTML as they came', replaced(apex('FerrophoneTemplate'), '.escapeHtml4()', ''), /Test/],
  ['apex', 'tasks deleted where they should be completed', replaced(apex('FerrophoneTasks'), "== 'delete'", "!= 'delete'"), /FerrophoneTasksTest/],
  ['apex', 'a setting that is left out', replaced(apex('FerrophoneSettings'), 'value != null', 'value == null'), /FerrophoneSettingsTest/],
  ['apex', 'keys that differ only in case taken for one', replaced(apex('FerrophoneLookup'), 'key.equals((String) record.get(KEY_FIELD))', 'key == (String) record.get(KEY_FIELD)'), /FerrophoneLookupTest/],
  ['apex', 'padding that base64url does not need', replaced(apex('FerrophoneRequest'), "standard += '=';", "standard += 'A';"), /Test/],
  ['apex', 'another class\'s private method', member('FerrophoneApiTest', '@IsTest static void reachesIn() { Assert.isNotNull(FerrophoneTasks.failure(null, null)); }'), /FerrophoneTasks.failure is private/],
  ['apex', 'a write to what Salesforce keeps', member('FerrophoneApiTest', '@IsTest static void writes() { Task t = new Task(); t.IsClosed = true; Assert.isNotNull(t); }'), /Field is not writeable: Task.IsClosed/],
  ['apex', 'a test that asserts nothing', member('FerrophoneApiTest', "@IsTest static void looksAway() { String reply = FerrophoneApi.invoke('hello', null); }"), /asserts nothing/],

  // the fixtures
  ['fixtures', 'an answer with another name', replaced(apex('FerrophoneLookup'), "'object' => found.getName()", "'type' => found.getName()"), /.+/],
  ['fixtures', 'a colleague\'s task with no more than one\'s own rights', replaced(apex('FerrophoneMissedCalls'), 'private without sharing class Elevated', 'private with sharing class Elevated'), /resolveMissed/],
  ['fixtures', 'a call told that somebody took', replaced(apex('FerrophoneMissedCalls'), 'task.CallDurationInSeconds > 0 || ', ''), /missedBetween/],
  ['fixtures', 'an error with another code', replaced(apex('FerrophoneApi'), 'FerrophoneException.Kind.UNKNOWN_ACTION', 'FerrophoneException.Kind.BAD_REQUEST'), /unknown/],
  ['fixtures', 'an order of the opposite kind', replaced(apex('FerrophoneTasks'), 'NULLS LAST', 'NULLS FIRST'), /openTasks/],
];
