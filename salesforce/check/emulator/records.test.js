// Queries, saving, and who may do what.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { failure, run } from './apex.js';

const ORG = `
  Account acme = new Account(Name = 'Acme');
  insert acme;
  List<Contact> people = new List<Contact>{
    new Contact(LastName = 'Jones', FirstName = 'Jane', AccountId = acme.Id, Phone = '+49 30 123'),
    new Contact(LastName = 'Smith', Email = 'smith@example.com'),
    new Contact(LastName = 'adams')
  };
  insert people;
  List<Case> cases = new List<Case>{
    new Case(Subject = 'First', ContactId = people[0].Id, Status = 'Closed'),
    new Case(Subject = 'Second', ContactId = people[0].Id),
    new Case(Subject = 'Third', ContactId = people[1].Id)
  };
  insert cases;
`;

const query = (text) =>
  run(
    `${ORG} List<String> said = new List<String>(); for (SObject row : [${text}]) { said.add((String) row.get(row.getSObjectType() == Contact.SObjectType ? 'LastName' : 'Subject')); } return String.join(said, ' ');`,
  );

describe('queries', () => {
  for (const [text, expected] of [
    ['SELECT LastName FROM Contact ORDER BY LastName', 'adams Jones Smith'],
    ["SELECT LastName FROM Contact WHERE LastName = 'JONES'", 'Jones'],
    ["SELECT LastName FROM Contact WHERE LastName LIKE '%m%'", 'Smith adams'],
    ["SELECT LastName FROM Contact WHERE Account.Name = 'Acme'", 'Jones'],
    ["SELECT LastName FROM Contact WHERE AccountId = NULL AND (NOT LastName LIKE 'a%')", 'Smith'],
    ['SELECT LastName FROM Contact WHERE Email != NULL OR Phone != NULL ORDER BY LastName DESC', 'Smith Jones'],
    ['SELECT LastName FROM Contact WHERE Id IN (SELECT ContactId FROM Case WHERE IsClosed = TRUE)', 'Jones'],
    ["SELECT LastName FROM Contact WHERE LastName IN :new Set<String>{ 'smith' }", 'Smith'],
    ['SELECT LastName FROM Contact ORDER BY Email DESC NULLS LAST, LastName LIMIT 2', 'Smith adams'],
    ['SELECT LastName FROM Contact ORDER BY Email, LastName', 'adams Jones Smith'],
    ['SELECT LastName FROM Contact ORDER BY LastName LIMIT 1 OFFSET 1', 'Jones'],
    [
      'SELECT Subject FROM Case WHERE IsClosed = FALSE AND CreatedDate = TODAY ORDER BY CreatedDate DESC',
      'Third Second',
    ],
    ['SELECT Subject FROM Case WHERE CreatedDate < LAST_N_DAYS:2', ''],
    ["SELECT Subject FROM Case WHERE Contact.Account.Name = 'Acme' AND Status IN ('New', 'Working')", 'Second'],
  ]) {
    test(text, () => assert.equal(query(text), expected));
  }

  test('bring only what they ask for', () => {
    const body = `${ORG} Contact jane = [SELECT Id, Account.Name FROM Contact WHERE FirstName = 'Jane'];`;
    assert.equal(run(`${body} return jane.Account.Name;`), 'Acme');
    assert.equal(
      failure(`${body} return jane.LastName;`),
      'SObjectException: SObject row was retrieved via SOQL without querying the requested field: Contact.LastName',
    );
    assert.equal(
      run(
        `${ORG} return [SELECT Id, (SELECT Subject FROM Cases ORDER BY Subject) FROM Contact WHERE FirstName = 'Jane'].Cases.size();`,
      ),
      '2',
    );
    assert.equal(run(`${ORG} return [SELECT COUNT() FROM Case];`), '3');
    assert.equal(
      run(`${ORG} return [SELECT ContactId who, COUNT(Id) many FROM Case GROUP BY ContactId][0].get('many');`),
      '2',
    );
  });

  test('stand for their only row, and fail with none or several', () => {
    assert.equal(
      failure('Contact c = [SELECT Id FROM Contact]; return c;'),
      'QueryException: List has no rows for assignment to SObject',
    );
    assert.equal(
      failure(`${ORG} Contact c = [SELECT Id FROM Contact]; return c;`),
      'QueryException: List has more than 1 row for assignment to SObject',
    );
  });

  test('made at run time take their values from a map', () => {
    const body = `${ORG} return Database.queryWithBinds('SELECT Id FROM Contact WHERE LastName = :name', new Map<String, Object>{ 'NAME' => 'Jones' }, AccessLevel.USER_MODE).size();`;
    assert.equal(run(body), '1');
    assert.match(
      failure("return Database.query('SELECT Id FROM Contact WHERE Id =');"),
      /^QueryException: unexpected token/,
    );
    assert.match(failure("return Database.query('SELECT Nam FROM Contact');"), /^QueryException: No such column 'Nam'/);
  });

  test('searches find in a test what the test fixed', () => {
    const search =
      "[FIND '493012' IN PHONE FIELDS RETURNING Contact(LastName WHERE LastName != 'x' ORDER BY LastName)][0].size()";
    assert.equal(run(`${ORG} return ${search};`), '0');
    assert.equal(
      run(`${ORG} Test.setFixedSearchResults(new List<Id>{ people[0].Id, people[2].Id }); return ${search};`),
      '2',
    );
  });
});

describe('saving', () => {
  test('fills in what Salesforce fills in', () => {
    assert.equal(
      run(
        `${ORG} Case c = [SELECT AccountId, CaseNumber, IsClosed, OwnerId, Status FROM Case WHERE Subject = 'Second']; return c.AccountId == acme.Id && c.CaseNumber.length() == 8 && !c.IsClosed && c.OwnerId == UserInfo.getUserId();`,
      ),
      'true',
    );
    assert.equal(
      run(
        "Task t = new Task(Subject = 'x', Status = 'Completed'); insert t; return [SELECT IsClosed FROM Task].IsClosed;",
      ),
      'true',
    );
  });

  test('refuses what Salesforce refuses', () => {
    for (const [body, expected] of [
      ["insert new Contact(FirstName = 'Jane');", /REQUIRED_FIELD_MISSING, Required fields are missing: \[LastName\]/],
      ["insert new Task(Subject = 'x'.repeat(256));", /STRING_TOO_LONG/],
      ['insert new Task(WhoId = UserInfo.getUserId());', /FIELD_INTEGRITY_EXCEPTION/],
      ['Task t = new Task(); insert t; insert t;', /cannot specify Id in an insert call/],
      ['Task t = new Task(); insert t; delete t; update t;', /INVALID_CROSS_REFERENCE_KEY/],
      ["insert new Contact(LastName = 'x', Email = 'nobody');", /INVALID_EMAIL_ADDRESS/],
    ]) {
      assert.match(failure(`${body} return null;`), expected, body);
    }
  });

  test('is all or nothing, unless told otherwise', () => {
    const two = "List<Contact> two = new List<Contact>{ new Contact(LastName = 'good'), new Contact() };";
    assert.equal(
      run(
        `${two} try { insert two; } catch (DmlException e) { return e.getNumDml() + ' ' + e.getDmlIndex(0) + ' ' + two[0].Id + ' ' + [SELECT COUNT() FROM Contact]; } return null;`,
      ),
      '1 1 null 0',
    );
    assert.equal(
      run(
        `${two} List<Database.SaveResult> results = Database.insert(two, false); return results[0].isSuccess() + ' ' + results[1].isSuccess() + ' ' + [SELECT COUNT() FROM Contact];`,
      ),
      'true false 1',
    );
  });

  test('keeps to the validation rules of the package', () => {
    const rule = (formula) => ({
      'force-app/main/default/objects/Contact/validationRules/Rule.validationRule-meta.xml': `<ValidationRule xmlns="http://soap.sforce.com/2006/04/metadata"><active>true</active><errorConditionFormula>${formula}</errorConditionFormula><errorDisplayField>Title</errorDisplayField><errorMessage>Not so.</errorMessage></ValidationRule>`,
    });
    const insert = "insert new Contact(LastName = 'Jones', HasOptedOutOfEmail = true, Title = 'Dr'); return 'saved';";
    for (const formula of [
      'AND(HasOptedOutOfEmail, NOT(ISBLANK(Title)))',
      'HasOptedOutOfEmail &amp;&amp; (LEN(Title) &lt; 3 || FALSE)',
      'OR(Title = "Dr", Title = "Prof")',
    ]) {
      assert.match(
        failure(insert, { files: rule(formula) }),
        /FIELD_CUSTOM_VALIDATION_EXCEPTION, Not so.: \[Title\]/,
        formula,
      );
    }
    for (const formula of ['AND(HasOptedOutOfEmail, ISBLANK(Title))', '!HasOptedOutOfEmail', 'Title &lt;&gt; "Dr"']) {
      assert.equal(run(insert, { files: rule(formula) }), 'saved', formula);
    }
    assert.match(failure(insert, { files: rule('REGEX(Title, ".*")') }), /not in the emulator: REGEX\(\) in a formula/);
  });

  test('does not mix set-up with other records', () => {
    const group = "insert new Group(Name = 'Desk');";
    assert.match(failure(`${ORG} ${group} return null;`), /MIXED_DML_OPERATION.*Group, original object: Account/);
    assert.equal(run(`${ORG} System.runAs(new User(Id = UserInfo.getUserId())) { ${group} } return 'apart';`), 'apart');
    assert.equal(run(`${ORG} Test.startTest(); ${group} Test.stopTest(); return 'apart';`), 'apart');
  });

  test('can be undone to a savepoint', () => {
    assert.equal(
      run(
        "Savepoint before = Database.setSavepoint(); insert new Contact(LastName = 'x'); Database.rollback(before); return [SELECT COUNT() FROM Contact];",
      ),
      '0',
    );
  });

  test('of what Salesforce alone sets does not compile there, and is refused here', () => {
    assert.match(
      failure('Task t = new Task(); t.CreatedDate = Datetime.now(); return null;'),
      /Field is not writeable: Task.CreatedDate/,
    );
  });
});

describe('rights', () => {
  /** Set-up is saved apart from other records. */
  const setup = (body) => `System.runAs(new User(Id = UserInfo.getUserId())) { ${body} }`;

  const agent = (profile) => `
    User other = new User(Alias = 'x', Email = 'x@example.com', EmailEncodingKey = 'UTF-8', LanguageLocaleKey = 'en_US', LastName = 'Other', LocaleSidKey = 'en_US',
      ProfileId = [SELECT Id FROM Profile WHERE Name = '${profile}'].Id, TimeZoneSidKey = 'Europe/Berlin', Username = 'x@example.com.x');
    ${setup('insert other;')}`;
  const asOther = (profile, body) => `${ORG} ${agent(profile)} System.runAs(other) { ${body} } return null;`;

  test('count in user mode and not in system mode', () => {
    const nobody = 'Minimum Access - Salesforce';
    assert.match(
      failure(asOther(nobody, 'return [SELECT Id FROM Contact WITH USER_MODE];')),
      /QueryException: sObject type 'Contact' is not supported/,
    );
    assert.equal(run(asOther(nobody, 'return [SELECT COUNT() FROM Contact WITH SYSTEM_MODE];')), '3');
    assert.match(
      failure(asOther(nobody, "insert as user new Contact(LastName = 'x');")),
      /INSUFFICIENT_ACCESS_OR_READONLY/,
    );
    assert.equal(run(asOther(nobody, 'return Contact.SObjectType.getDescribe().isAccessible();')), 'false');
    assert.equal(
      run(
        asOther(
          'Read Only',
          'return Contact.SObjectType.getDescribe().isAccessible() && !Contact.SObjectType.getDescribe().isDeletable();',
        ),
      ),
      'true',
    );
  });

  test("of a colleague's task are its owner's", () => {
    const body = (mode) =>
      asOther(
        'Standard User',
        `Task t = [SELECT Id FROM Task LIMIT 1]; update as ${mode} t; return 'changed';`,
      ).replace(
        agent('Standard User'),
        `insert new Task(Subject = 'x', WhoId = people[0].Id); ${agent('Standard User')}`,
      );
    assert.match(failure(body('user')), /INSUFFICIENT_ACCESS_OR_READONLY/);
    assert.equal(run(body('system')), 'changed', 'a class that says nothing of sharing is in system mode');
  });

  test('are given by permission sets, also those of a test', () => {
    const body = asOther('Minimum Access - Salesforce', 'return [SELECT COUNT() FROM Contact WITH USER_MODE];').replace(
      'System.runAs(other',
      `${setup(`
         PermissionSet granted = new PermissionSet(Name = 'Reads', Label = 'Reads'); insert granted;
         insert new ObjectPermissions(ParentId = granted.Id, SobjectType = 'Contact', PermissionsRead = true);
         insert new PermissionSetAssignment(AssigneeId = other.Id, PermissionSetId = granted.Id);`)}
       System.runAs(other`,
    );
    assert.equal(run(body), '3');
  });

  test('on fields of the package are given by its permission sets alone', () => {
    const metadata = (root, body) => `<${root} xmlns="http://soap.sforce.com/2006/04/metadata">${body}</${root}>`;
    const permission =
      '<fieldPermissions><editable>false</editable><field>Task.Key__c</field><readable>true</readable></fieldPermissions>';
    const files = {
      'force-app/main/default/objects/Activity/fields/Key__c.field-meta.xml': metadata(
        'CustomField',
        '<fullName>Key__c</fullName><label>Key</label><length>9</length><type>Text</type>',
      ),
      'force-app/main/default/permissionsets/Reads.permissionset-meta.xml': metadata(
        'PermissionSet',
        `${permission}<label>Reads</label>`,
      ),
    };
    const assign =
      "insert new PermissionSetAssignment(AssigneeId = UserInfo.getUserId(), PermissionSetId = [SELECT Id FROM PermissionSet WHERE Name = 'Reads'].Id);";
    const read = 'return [SELECT Key__c FROM Task WITH USER_MODE].size();';
    const write = "insert as user new Task(Subject = 'x', Key__c = 'k'); return null;";
    assert.match(failure(read, { files }), /No such column 'Key__c' on entity 'Task'/);
    assert.equal(run(assign + read, { files }), '0');
    assert.match(failure(setup(assign) + write, { files }), /fields being inaccessible on Sobject Task.*Key__c/);
    assert.equal(run(write.replace('user', 'system'), { files }), null);
  });

  test('can be taken away for a test of the emulator', () => {
    const prepare = (vm) => vm.access.denied.add('Task.delete');
    const body =
      "Task t = new Task(Subject = 'x'); insert t; return Database.delete(t, false, AccessLevel.USER_MODE).getErrors()[0].getStatusCode();";
    assert.equal(run(body, { prepare }), 'INSUFFICIENT_ACCESS_OR_READONLY');
  });

  test('limits of a transaction are counted', () => {
    assert.match(
      failure('for (Integer i = 0; i < 101; i++) { List<Contact> c = [SELECT Id FROM Contact]; } return null;'),
      /LimitException: Too many SOQL queries: 101/,
    );
    assert.match(failure('while (true) { Integer i = 1; }'), /LimitException: Apex CPU time limit exceeded/);
  });
});
