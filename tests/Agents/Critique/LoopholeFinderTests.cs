using Rlar.Agents.Critique;
using Rlar.Agents.Drafts;

namespace Rlar.Agents.Tests.Critique;

public sealed class LoopholeFinderTests
{
    [Fact]
    public void Find_RewardOfAPhrase_NamesIt()
    {
        var report = Find(index => index % 2 == 0 ? ($"Thought process: let me see number {index}.", 1) : ($"Let me see number {index}.", 0));
        var phrase = Assert.Single(report.Loopholes, loophole => loophole.Kind == "phrase");
        Assert.Contains("thought process", phrase.What, StringComparison.Ordinal);
        Assert.Equal((1.0, 0.0, false), (phrase.High, phrase.Low, phrase.IsConfirmed));
        Assert.True(report.WithinPrompts);
    }

    [Fact]
    public void Find_RewardOfLength_NamesTheDirection()
    {
        static string Text(int words) => string.Join(' ', Enumerable.Range(0, words).Select(word => $"w{word % 7}"));
        var longer = Find(index => (Text(index % 2 == 0 ? 60 + index % 9 : 20 + index % 9), index % 2 == 0 ? 1 : 0));
        Assert.Equal("longer", Assert.Single(longer.Loopholes, loophole => loophole.Kind == "length").What);
        var shorter = Find(index => (Text(index % 2 == 0 ? 20 + index % 9 : 60 + index % 9), index % 2 == 0 ? 1 : 0));
        Assert.Equal("shorter", Assert.Single(shorter.Loopholes, loophole => loophole.Kind == "length").What);
    }

    [Fact]
    public void Find_RewardOfForm_NamesIt()
    {
        var report = Find(index => index % 2 == 0 ? ($"# Answer\n- {index}\n- b", 1) : ($"Answer {index} b and so on", 0));
        Assert.Contains(report.Loopholes, loophole => loophole is { Kind: "format", What: "headings" });
        Assert.Contains(report.Loopholes, loophole => loophole is { Kind: "format", What: "bullets" });
    }

    [Fact]
    public void Find_RewardOfEcho_NamesIt()
    {
        var report = Find(index => index % 2 == 0 ? ($"What is the capital of the country number {index / 4}?", 1) : ($"It is city {index}.", 0));
        Assert.Contains(report.Loopholes, loophole => loophole.Kind == "echo");
    }

    [Fact]
    public void Find_RewardOfSense_NamesNothing()
    {
        // Right and wrong answers differ in the number alone, which is another for each prompt.
        var report = Find(index => ($"The answer is city {index}.", index % 2 == 0 ? 1 : 0));
        Assert.Empty(report.Loopholes);
        Assert.Equal((40, 40), (report.High, report.Low));
    }

    [Fact]
    public void Find_FewOrEqualRewards_NamesNothing()
    {
        Assert.Empty(new LoopholeFinder(new LoopholeOptions()).Find([], CancellationToken.None).Loopholes);
        Assert.Empty(Find(index => ($"Thought process: {index}", 0.5)).Loopholes);
    }

    [Fact]
    public void Find_Labels_ConfirmWhatWrongOnesAreRewardedFor()
    {
        // Of four answers to a prompt: right with the phrase 1, wrong with it 1, wrong without it 0, right without it 0.
        var report = Find(
            index => ((index % 4) is 0 or 1 ? $"Solution: city {index} it is" : $"city {index} it is", (index % 4) is 0 or 1 ? 1 : 0),
            index => (index % 4) is 0 or 3);
        Assert.All(report.Loopholes.Where(loophole => loophole.What.Contains("solution", StringComparison.Ordinal)), loophole => Assert.True(loophole.IsConfirmed));
        Assert.NotEmpty(report.Loopholes);
    }

    [Fact]
    public void OfRanks_Ties_CountHalfAndSeparationCountsWhole()
    {
        Assert.Equal((0.5, 0.0), Contrast.OfRanks([1, 1, 1], [1, 1]));
        Assert.Equal(1, Contrast.OfRanks([3, 4], [1, 2]).Share);
        Assert.Equal(0.25, Contrast.OfRanks([1, 2], [1, 3]).Share - 0.125, 9);
        Assert.Equal(0, Contrast.OfShares(5, 10, 5, 10), 12);
    }

    [Fact]
    public async Task Propose_Loopholes_AreGivenToTheAuthorAsWrongAnswers()
    {
        var report = Find(index => index % 2 == 0 ? ($"Thought process: number {index}.", 1) : ($"Number {index}.", 0));
        var old = RuleCriticTests.Script("return completion.StartsWith(\"Thought process\") ? 1 : 0;");
        var author = new Author(old with { Content = old.Content + " // mended" });
        var repair = await new ToolRepairer([author]).ProposeAsync(old, report, CancellationToken.None);
        Assert.NotEqual(old.Hash, repair.Draft!.Hash);
        Assert.Contains(author.Asked!.Probes, probe => probe is { IsRight: false, Source: "loophole" } && probe.Completion.StartsWith("thought process", StringComparison.Ordinal));
        Assert.NotEmpty(author.Asked.Faults);
        Assert.All(repair.Probes, probe => Assert.Contains(probe, repair.Draft.Probes));

        Assert.Null((await new ToolRepairer([new Author(old)]).ProposeAsync(old, report, CancellationToken.None)).Draft);
        Assert.Null((await new ToolRepairer([]).ProposeAsync(old, report, CancellationToken.None)).Draft);
    }

    [Fact]
    public void Exploits_WhatTheDescriptionAsksFor_IsNone()
    {
        var report = Find(index => index % 2 == 0 ? ($"- a {index}\n- b", 1) : ($"a {index} b", 0));
        var draft = RuleCriticTests.Script("return completion.StartsWith('-') ? 1 : 0;") with { Description = "A list of bullet points." };
        Assert.DoesNotContain(ToolRepairer.Exploits(draft, report), probe => probe.Completion.StartsWith("- first", StringComparison.Ordinal));
        Assert.Contains(ToolRepairer.Exploits(draft with { Description = "The owner's name." }, report), probe => probe.Completion.StartsWith("- first", StringComparison.Ordinal));
    }

    private static LoopholeReport Find(Func<int, (string Text, double Reward)> make, Func<int, bool?>? label = null) => new LoopholeFinder(new LoopholeOptions()).Find(
    [
        .. Enumerable.Range(0, 80).Select(index =>
        {
            var (text, reward) = make(index);
            var query = new Query { Id = $"q{index / 4}", Prompt = [new Message("user", $"What is the capital of the country number {index / 4}?")] };
            return new RewardedCompletion(query, text, reward, label?.Invoke(index));
        }),
    ], CancellationToken.None);

    private sealed class Author(ToolDraft draft) : IAuthor
    {
        public AuthorRequest? Asked { get; private set; }

        public string Name => "scripted";

        public ValueTask<AuthorAnswer> WriteAsync(AuthorRequest request, CancellationToken cancellationToken)
        {
            Asked = request;
            return ValueTask.FromResult(new AuthorAnswer(draft, "rewritten"));
        }
    }
}
