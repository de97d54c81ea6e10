using Rlar.Agents.Gate;
using Rlar.Tests;

namespace Rlar.Agents.Tests.Gate;

/// <summary>
/// 10 good and 20 bad verifiers over five tasks, written before chance, markup and numbers by their value were tried (docs/gate.md). A few run by default,
/// all of them with RLAR_GATE=all.
/// </summary>
public sealed class SecondVerifiersTests
{
    private static readonly bool s_all = Environment.GetEnvironmentVariable("RLAR_GATE") == "all";

    private static readonly Lazy<IReadOnlyList<GateCase>> s_cases =
        new(() => GateCases.Read(Path.Combine(SharedData.Repository, "tests", "Agents", "Gate", "second")));

    [Theory]
    [InlineData("h-02", "")]
    [InlineData("h-03", "")]
    [InlineData("c-03", "invariances")]
    [InlineData("c-04", "markup")]
    [InlineData("c-06", "chance")]
    public async Task Examine_OfTheNewKinds_NamesTheCheck(string id, string check)
    {
        var report = await ExamineAsync(s_cases.Value.Single(item => item.Id == id), "easy");
        if (check.Length == 0)
            Assert.True(report.Accepted, report.Failed.FirstOrDefault()?.ToString());
        else
            Assert.Contains(report.Failed, failed => failed.Name == check);
    }

    [Theory]
    [InlineData("all")]
    [InlineData("easy")]
    public async Task Examine_OfAll_AdmitsNoBadOne(string evidence)
    {
        Assert.SkipUnless(s_all, "RLAR_GATE is not all");
        var admitted = new List<string>();
        foreach (var item in s_cases.Value)
        {
            if ((await ExamineAsync(item, evidence)).Accepted)
                admitted.Add(item.Id);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{evidence}: admitted {string.Join(", ", admitted)}");
        Assert.DoesNotContain(admitted, id => id.StartsWith("c-", StringComparison.Ordinal));
    }

    private static async Task<GateReport> ExamineAsync(GateCase item, string evidence) => await new ToolGate(TimeProvider.System).ExamineAsync(
        item.Definition, item.Draft, new GateEvidence { Labelled = item.Probes(evidence) }, new GateOptions(), TestContext.Current.CancellationToken);
}
