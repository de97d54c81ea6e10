using Rlar.Agents.Monitor;
using Rlar.Rewards;
using Rlar.Tests;

namespace Rlar.Agents.Tests.Monitor;

/// <summary>Scales of several tools, and routes that use them.</summary>
public sealed class ToolScalesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void OfLedgers_TakesTheLastVersionAndWhatWasScored()
    {
        var ledger = _folder.Write(
            "ledger.jsonl",
            Record("rm", "1", "scored", 5), Record("rm", "2", "scored", -20), Record("match", "1", "scored", 1), Record("rm", "2", "failed", 0),
            Record("rm", "2", "scored", 20));
        var values = ToolValues.OfLedgers([ledger]);
        Assert.Equal(["match", "rm"], values.Select(of => of.Tool));
        Assert.Equal("2", values[1].Version);
        Assert.Equal([-20, 20], values[1].Values);
        Assert.Contains("line 1", Assert.Throws<MonitorException>(() => ToolValues.OfLedgers([_folder.Write("other.jsonl", "{}")])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WhatWasSaved_IsTheSame()
    {
        var card = Card("exact-match");
        var scales = ToolScales.Fit([new ToolValues(card.Id, card.Version, [0, 1, 1])], values => new QuantileScale(values));
        using var stream = new MemoryStream();
        scales.Save(stream);
        stream.Position = 0;
        var loaded = ToolScales.Load(stream);
        Assert.Equal((scales.Version, scales.Of(card)!(1)), (loaded.Version, loaded.Of(card)!(1)));
        Assert.NotEqual(scales.Version, ToolScales.Fit([new ToolValues(card.Id, card.Version, [0, 1])], values => new QuantileScale(values)).Version);
        Assert.Throws<MonitorException>(() => ToolScales.Load(new MemoryStream("{}"u8.ToArray())));
    }

    [Fact]
    public void Route_VerifierAndRewardModel_MixByTheirWeights()
    {
        var (verifier, model) = (new Fixed("verifier", ValueRange.Unit), new Fixed("model", new ValueRange(-20, 20)));
        var scales = ToolScales.Fit(
            [new ToolValues("verifier", verifier.Card.Version, [0, 1]), new ToolValues("model", model.Card.Version, [1.0, 1.1, 1.2, 1.3])],
            values => new QuantileScale(values));
        var route = new ScaledRouter(new Always([new RoutedTool(verifier, 1), new RoutedTool(model, 1)]), scales).Route(Row());
        // By its card's range the model would say 0.525 to 0.5325, and never move a mean.
        Assert.Equal([0.25, 0.75], new[] { 0.0, 1 }.Select(route.Tools[0].ToReward));
        Assert.Equal([0.125, 0.375, 0.625, 0.875], new[] { 1.0, 1.1, 1.2, 1.3 }.Select(route.Tools[1].ToReward));
    }

    [Fact]
    public void Of_LowerIsBetter_IsTurnedRound()
    {
        var rate = new Fixed("rate", new ValueRange(0, 100, HigherIsBetter: false));
        var scale = ToolScales.Fit([new ToolValues("rate", rate.Card.Version, [10, 20, 30])], values => new QuantileScale(values)).Of(rate.Card)!;
        Assert.True(scale(10) > scale(20) && scale(20) > scale(30));
    }

    [Fact]
    public void Of_AnotherVersion_IsRefused_AndAnotherToolHasNone()
    {
        var scales = ToolScales.Fit([new ToolValues("exact-match", "old", [0, 1])], values => new QuantileScale(values));
        Assert.Contains("fit it anew", Assert.Throws<MonitorException>(() => scales.Of(Card("exact-match"))).Message, StringComparison.Ordinal);
        Assert.Null(scales.Of(Card("contains")));
    }

    private static string Record(string tool, string version, string status, double value) =>
        $"{{\"row\":1,\"query\":\"q\",\"completion\":0,\"hash\":\"h\",\"tool\":\"{tool}\",\"version\":\"{version}\",\"status\":\"{status}\",\"value\":{value}}}";

    private static ToolCard Card(string id) => BuiltInTools.Registry.Create(id).Card;

    private static Query Row() => new() { Id = "1", Prompt = [new Message("user", "?")] };

    private sealed class Always(IReadOnlyList<RoutedTool> tools) : IRouter
    {
        public string Version => "1";

        public Route Route(Query query) => new("task", tools, 1, "why");
    }

    private sealed class Fixed(string id, ValueRange range) : IRewardTool
    {
        public ToolCard Card { get; } = new() { Id = id, Kind = ToolKind.Verifier, Description = "Says zero.", Range = range };

        public ValueTask<IReadOnlyList<RewardOutcome>> ScoreAsync(RolloutGroup group, CancellationToken cancellationToken) =>
            new([.. group.Completions.Select(_ => new RewardOutcome.Scored(0))]);
    }
}
