using Rlar.Agents.Critique;
using Rlar.Agents.Drafts;

namespace Rlar.Agents.Tests.Critique;

public sealed class RuleCriticTests
{
    private static readonly Query s_query = new() { Id = "q", Prompt = [new Message("user", "Does the letter name the owner of the house?")], References = ["Ada"] };

    [Theory]
    [InlineData("return 1.0;", "ignores-completion")]
    [InlineData("return reference is null ? 0 : 0.5; // completion", "ignores-completion")]
    [InlineData("return completion.Length > 100 ? 1 : 0;", "length-only")]
    [InlineData("return completion . Length / 10.0 + completion.Length;", "length-only")]
    [InlineData("return completion.Trim().GetHashCode() % 2;", "hash")]
    [InlineData("try { return double.Parse(completion); } catch { return 0; }", "hides-failures")]
    [InlineData("return completion.Contains(\"Ada is the owner of the house\") ? 1 : 0;", "memorised")]
    [InlineData("return completion == @\"Ada is the owner of the house, says the letter.\" ? 1 : 0;", "memorised")]
    [InlineData("return completion == \"\"\"Ada is the owner of the house, says the letter.\"\"\" ? 1 : 0;", "memorised")]
    public async Task Review_BadScript_IsRefused(string body, string kind)
    {
        var critique = await new RuleCritic().ReviewAsync(Script(body), CancellationToken.None);
        Assert.Contains(critique.Findings, finding => finding.Kind == kind && finding.Refuses);
        Assert.NotNull(critique.Refusal);
    }

    [Theory]
    [InlineData("var words = completion.Split(' '); return words.Length > 0 && Array.IndexOf(words, reference) >= 0 ? 1 : 0;")]
    [InlineData("/* catch GetHashCode */ var text = completion.Trim(); return text == reference ? 1 : 0;")]
    [InlineData("var shown = \"catch GetHashCode return\"; return completion.Length > 3 && completion[0] == 'A' ? 1 : 0;")]
    public async Task Review_ScriptWithNothingToSay_IsNotRefused(string body) =>
        Assert.Null((await new RuleCritic().ReviewAsync(Script(body), CancellationToken.None)).Refusal);

    [Fact]
    public async Task Review_ReferenceAnywhere_GivesDenialsToTheGate()
    {
        var critique = await new RuleCritic().ReviewAsync(Script("return completion.Contains(reference!) ? 1 : 0;"), CancellationToken.None);
        Assert.Contains(critique.NearMisses, probe => probe.Completion == "It is certainly not Ada.");
        Assert.All(critique.NearMisses, probe => Assert.False(probe.IsRight));
        Assert.Null(critique.Refusal);
    }

    [Fact]
    public async Task Review_InventedKeywords_AreTriedAlone()
    {
        var critique = await new RuleCritic().ReviewAsync(Script("return completion.Contains(\"letter\") && completion.Contains(\"says\") ? 1 : 0;"), CancellationToken.None);
        var finding = Assert.Single(critique.Findings, finding => finding.Kind == "keywords");
        Assert.Contains(finding.Probes, probe => probe.Completion == "letter says");
    }

    [Fact]
    public async Task Review_WordOfTheDescription_IsTriedWithinLongerWords()
    {
        var draft = Template("""{"template": "contains", "slots": {"text": "may"}}""", "The answer has the word may in it.", ("It may rain.", true), ("It rains.", false));
        var finding = Assert.Single((await new RuleCritic().ReviewAsync(draft, CancellationToken.None)).Findings);
        Assert.Equal(("within-words", "It mayzq rain."), (finding.Kind, Assert.Single(finding.Probes).Completion));

        // Forbidden: the right ones do not have it, and nothing is claimed.
        var forbids = Template("""{"template": "not_contains", "slots": {"text": "may"}}""", "Never use the word may.", ("It rains.", true), ("It may rain.", false));
        Assert.Empty((await new RuleCritic().ReviewAsync(forbids, CancellationToken.None)).Findings);
    }

    [Fact]
    public async Task Burden_NearMisses_AreAddedToTheProbesAndLeaveTheHash()
    {
        var draft = Script("return completion.Contains(reference!) ? 1 : 0;");
        var critique = await new RuleCritic().ReviewAsync(draft, CancellationToken.None);
        var burdened = critique.Burden(draft);
        Assert.Equal(draft.Hash, burdened.Hash);
        Assert.Equal(draft.Probes.Count + critique.NearMisses.Count, burdened.Probes.Count);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("'")]
    [InlineData("\"\"\"")]
    [InlineData("/*")]
    [InlineData("@\"a\"\"")]
    [InlineData("'\\")]
    public async Task Review_TornText_Ends(string body) => Assert.NotNull(await new RuleCritic().ReviewAsync(Script(body), CancellationToken.None));

    internal static ToolDraft Script(string body) => new()
    {
        Name = "owner",
        Task = "reading",
        Description = "The answer tells who owns the house.",
        Form = DraftForm.Script,
        Content = "double Score(string prompt, string completion, string? reference, IReadOnlyDictionary<string, string> data) { " + body + " }",
        Needs = DraftNeeds.Reference,
        Probes = [new Probe(s_query, "Ada is the owner of the house, says the letter.", true), new Probe(s_query, "Grace owns it.", false)],
        Provenance = new Provenance("test", null, null, []),
    };

    private static ToolDraft Template(string content, string description, params (string Completion, bool IsRight)[] probes) => new()
    {
        Name = "may",
        Task = "form",
        Description = description,
        Form = DraftForm.Template,
        Content = content,
        Probes = [.. probes.Select(probe => new Probe(s_query, probe.Completion, probe.IsRight))],
        Provenance = new Provenance("test", null, null, []),
    };
}
