using System.Text.Json;
using Rlar.Rewards.Tests.Sandbox;

namespace Rlar.Rewards.Tests.Verifiers.Code;

public sealed class SqlTests
{
    private const string Setup = "CREATE TABLE t(name TEXT, n INTEGER, x REAL); INSERT INTO t VALUES ('a', 1, 0.1), ('b', 2, 0.2), ('c; d', 3, NULL);";

    [SandboxTheory]
    [InlineData("SELECT name FROM t WHERE n > 1", "SELECT name FROM t WHERE n >= 2", 1)]
    [InlineData("SELECT name FROM t WHERE n > 1", "SELECT name FROM t WHERE n >= 2 ORDER BY name DESC", 1)]
    [InlineData("SELECT name FROM t ORDER BY name", "SELECT name FROM t ORDER BY name DESC", 0)]
    [InlineData("SELECT name FROM (SELECT name FROM t ORDER BY n)", "SELECT name FROM t ORDER BY name DESC", 1)]
    [InlineData("SELECT sum(x) FROM t", "SELECT 0.3", 1)]
    [InlineData("SELECT count(*) FROM t", "SELECT 3.0;", 1)]
    [InlineData("SELECT x FROM t WHERE n = 3", "SELECT NULL", 1)]
    [InlineData("SELECT x FROM t WHERE n = 3", "SELECT ''", 0)]
    [InlineData("SELECT name, n FROM t", "SELECT name FROM t", 0)]
    [InlineData("SELECT name FROM t", "SELECT DISTINCT name FROM t UNION ALL SELECT 'a'", 0)]
    [InlineData("SELECT name FROM t", "DELETE FROM t", 0)]
    [InlineData("SELECT name FROM t", "SELEC name", 0)]
    [InlineData("SELECT name FROM t", "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r", 0)]
    [InlineData("SELECT name FROM t", "SELECT name FROM t; -- that is all; really", 1)]
    [InlineData("SELECT name FROM t", "-- names\nSELECT name FROM t; /* done; */", 1)]
    [InlineData("SELECT name FROM t", "CREATE TEMP VIEW v AS SELECT * FROM t; SELECT name FROM v;", 1)]
    [InlineData("SELECT name FROM t; SELECT n FROM t", "SELECT n FROM t", 1)]
    [InlineData("SELECT name FROM t", "SELECT name FROM t; DROP TABLE t", 0)]
    [InlineData("SELECT name FROM t", "SELECT name FROM t; DELETE FROM t;", 0)]
    [InlineData("SELECT name FROM t", "SELECT n FROM t; SELECT name FROM t", 0)]
    [InlineData("SELECT name FROM t", "SELECT name FROM t; SELECT n FROM t", 0)]
    [InlineData("SELECT name FROM t", "ATTACH '/etc/passwd' AS p; SELECT name FROM t", 0)]
    public void Score_Query_IsComparedByItsRows(string reference, string answer, double expected)
    {
        var tests = JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["setup"] = Setup, ["query"] = reference });
        Assert.Equal(expected, Assert.IsType<RewardOutcome.Scored>(Run(tests, $"```sql\n{answer}\n```", ("time", "1"))).Value);
    }

    [SandboxFact]
    public void Score_ExpectedRows_AreComparedInAnyOrder()
    {
        var tests = JsonElement.Parse($$"""{"setup": "{{Setup}}", "expected": [["b"], ["a"]]}""");
        Assert.Equal(1, Assert.IsType<RewardOutcome.Scored>(Run(tests, "SELECT name FROM t WHERE n < 3")).Value);
    }

    [SandboxTheory]
    [InlineData("""{"setup": "CREATE TABLE"}""")]
    [InlineData("""{"setup": "CREATE TABLE", "query": "SELECT 1"}""")]
    [InlineData("""{"query": "SELECT 1"}""")]
    [InlineData("""{"setup": "", "query": "SELECT nothing"}""")]
    public void Score_TestsThatCannotBeUsed_AreUnscorable(string tests) => Assert.IsType<RewardOutcome.Unscorable>(Run(JsonElement.Parse(tests), "SELECT 1"));

    private static RewardOutcome Run(JsonElement tests, string completion, params (string Name, string Value)[] settings)
    {
        var query = new Query { Id = "q", Prompt = [], Tests = tests };
        var tool = BuiltInTools.Registry.Create("code/sql", settings.ToDictionary(s => s.Name, s => s.Value));
        return Task.Run(() => tool.ScoreAsync(new RolloutGroup(query, [new Completion(completion)]), CancellationToken.None).AsTask()).GetAwaiter().GetResult()[0];
    }
}
