using System.Diagnostics;
using Rlar.Agents.Scripts;

namespace Rlar.Agents.Tests.Scripts;

/// <summary>Scripts in workers of the real sandbox.</summary>
[Collection(ScriptMachine.Name)]
public sealed class ScriptWorkersTests(ScriptMachine machine)
{
    [Fact]
    public async Task Score_SeveralCompletions_GivesEachItsValue()
    {
        ScriptMachine.Require();
        var verdicts = await machine.CallAsync(ScriptMachine.Score("return completion.Length / 10.0;"), "", "abc", "abcde");
        Assert.Equal([0, 0.3, 0.5], verdicts.Select(verdict => verdict.Value));
    }

    [Fact]
    public async Task Score_ReferencesAndData_ArriveAsTheyAre()
    {
        ScriptMachine.Require();
        var script = ScriptMachine.Compiled(ScriptMachine.Score("return (reference == completion ? 1 : 0) + (data[\"k\\ud800\"] == prompt ? 0.5 : 0);"));
        var calls = new ScriptCalls(script, "p\udc00", ["a", "b"], [KeyValuePair.Create("k\ud800", "p\udc00")], ["b", "c"]);
        var verdicts = await machine.Workers.ScoreAsync(calls, TestContext.Current.CancellationToken);
        Assert.Equal([0.5, 1.5, 0.5, 0.5], verdicts.Select(verdict => verdict.Value));
    }

    [Theory]
    [InlineData("while (true) { }", "steps")]
    [InlineData("for (;;) ;", "steps")]
    [InlineData("var s = \"x\" + completion; while (true) s += s; ", "steps|memory")]
    [InlineData("var l = new List<string>(); while (true) l.Add(completion);", "steps|memory")]
    [InlineData("return new int[2000000000].Length;", "memory")]
    [InlineData("return new string('x', 2000000000).Length;", "memory|steps")]
    [InlineData("return completion.PadLeft(2000000000).Length;", "memory|steps")]
    [InlineData("return Enumerable.Range(0, 2000000000).Sum(x => (double)x);", "steps")]
    [InlineData("return Enumerable.Repeat(1, 2000000000).Count();", "steps")]
    [InlineData("double F(double x) => F(x + 1) + 1; return F(0);", "nested")]
    [InlineData("Func<double, double> f = null; f = x => f(x + 1) + 1; return f(0);", "nested")]
    [InlineData("IEnumerable<int> F() { foreach (var x in F()) yield return x; } return F().Count();", "nested")]
    [InlineData("IEnumerable<int> e = new[] { 1, 2 }; for (var i = 0; i < 40; i++) e = e.Concat(e); return e.Count();", "steps|nested")]
    [InlineData("return Regex.IsMatch(new string('a', 40) + \"b\", \"^(a|a)*$\") ? 1 : 0;", "steps|memory")]
    [InlineData("return Regex.IsMatch(new string('a', 5000), \"(a*)*c\") ? 1 : 0;", "steps|memory")]
    [InlineData("var b = new StringBuilder(); b.Append('x', 2000000000); return 1;", "memory|steps")]
    [InlineData("var l = new List<int> { 2, 1 }; try { l.Sort((a, b) => { while (true) { } }); } catch (InvalidOperationException) { } return 1;", "steps")]
    [InlineData("var (a, b) = new C(); return a;", "nested", "class C { public void Deconstruct(out int a, out int b) { (a, b) = this; } }")]
    [InlineData("return new C()[0];", "nested", "class C { public int this[int i] => this[i + 1]; }")]
    [InlineData("var d = new Dictionary<string, int>(); var s = new string('x', 1000000); d[s] = 1; while (true) d[s]++;", "steps")]
    [InlineData("return \"aaaa\".Replace(\"a\", new string('b', 20000000)).Length;", "steps|memory")]
    public async Task Score_WithoutEnd_FailsByItsBudgetAndNotByTheProcess(string body, string said, string beside = "")
    {
        ScriptMachine.Require();
        var starts = machine.Workers.Starts;
        var verdict = Assert.Single(await machine.CallAsync(ScriptMachine.Score(body, beside), "x"));
        Assert.Null(verdict.Value);
        Assert.Equal("tool", verdict.Boundary);
        Assert.True(said.Split('|').Any(word => verdict.Reason!.Contains(word, StringComparison.Ordinal)), verdict.Reason);
        Assert.Equal(Math.Max(1, starts), machine.Workers.Starts);
    }

    [Fact]
    public async Task Score_FieldsOfTheScript_AreNewInEachCall()
    {
        ScriptMachine.Require();
        var source = ScriptMachine.Score("seen.Add(1); other.Add(1); return seen.Count + other.Count;", "List<int> seen = new List<int>(); static readonly List<int> other = new();");
        var verdicts = await machine.CallAsync(source, "a", "b", "c");
        Assert.All(verdicts, verdict => Assert.Equal(2, verdict.Value));
    }

    [Fact]
    public async Task Score_Throws_FailsWithTheException()
    {
        ScriptMachine.Require();
        var verdicts = await machine.CallAsync(ScriptMachine.Score("return int.Parse(completion);"), "1", "x");
        Assert.Equal(1, verdicts[0].Value);
        Assert.Contains("FormatException", verdicts[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_ManyGroupsAtOnce_GivesEachItsOwn()
    {
        ScriptMachine.Require();
        var script = ScriptMachine.Compiled(ScriptMachine.Score("return int.Parse(completion) + prompt.Length;"));
        var groups = Enumerable.Range(0, 200).Select(i => machine.Workers.ScoreAsync(
            new ScriptCalls(script, "ab", [], [], [.. Enumerable.Range(0, 8).Select(j => $"{(i * 8) + j}")]), TestContext.Current.CancellationToken));
        var verdicts = await Task.WhenAll(groups);
        Assert.Equal(Enumerable.Range(0, 1600).Select(i => (double?)i + 2), verdicts.SelectMany(group => group).Select(verdict => verdict.Value));
    }

    [Fact]
    public async Task Score_WorkerIsKilled_MakesTheCallsAgain()
    {
        ScriptMachine.Require();
        await using var workers = new ScriptWorkers(new ScriptWorkerOptions { Workers = 1 });
        var script = ScriptMachine.Compiled(ScriptMachine.Score("var n = 0; for (var i = 0; i < 100000; i++) n += i % 3; return completion.Length + n * 0;"));
        var calls = new ScriptCalls(script, "", [], [], [.. Enumerable.Range(0, 300).Select(i => new string('x', i))]);
        await workers.ScoreAsync(calls with { Completions = ["x"] }, TestContext.Current.CancellationToken);
        var scoring = workers.ScoreAsync(calls, TestContext.Current.CancellationToken);
        Assert.True(KillChild() > 0);
        var verdicts = await scoring;
        Assert.Equal(Enumerable.Range(0, 300).Select(i => (double?)i), verdicts.Select(verdict => verdict.Value));
    }

    [Fact]
    public async Task Score_Cancelled_StopsWaiting()
    {
        ScriptMachine.Require();
        using var cancel = new CancellationTokenSource();
        var calls = new ScriptCalls(ScriptMachine.Compiled(ScriptMachine.Score("while (true) { }")), "", [], [], [.. Enumerable.Repeat("x", 10)]);
        var scoring = machine.Workers.ScoreAsync(calls, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scoring);
    }

    // The bubblewrap of the newest worker of this process.
    private static int KillChild()
    {
        var newest = Process.GetProcesses().Where(process => process.ProcessName.StartsWith("bwrap", StringComparison.Ordinal) && ParentOf(process.Id) == Environment.ProcessId)
            .OrderByDescending(process => process.StartTime).FirstOrDefault();
        newest?.Kill();
        return newest?.Id ?? 0;
    }

    private static int ParentOf(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
