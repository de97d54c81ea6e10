using System.Diagnostics;
using Rlar.Rewards.Metrics.Bleu;
using Rlar.Rewards.Metrics.Chrf;
using Rlar.Rewards.Metrics.Rouge;
using Rlar.Rewards.Metrics.Segments;
using Rlar.Rewards.Metrics.Ter;

namespace Rlar.Rewards.Tests.Metrics;

/// <summary>bleu, chrf, chrf++, ter and ROUGE as tools.</summary>
public sealed class MetricToolTests
{
    private const string Sentence = "The quick brown fox jumps over the lazy dog .";

    public static TheoryData<string> Tools => ["bleu", "chrf", "chrf++", "ter", "rouge1", "rouge2", "rougeL", "rougeLsum"];

    [Theory]
    [MemberData(nameof(Tools))]
    public void Score_TheReferenceItself_IsTheGreatestReward(string tool) => Assert.Equal(1, Reward(tool, ToolHarness.Score(tool, Sentence, Sentence)), 12);

    [Theory]
    [MemberData(nameof(Tools))]
    public void Score_EmptyAnswer_IsTheLeastReward(string tool)
    {
        Assert.Equal(0, Reward(tool, ToolHarness.Score(tool, Sentence, "")));
        Assert.Equal(0, Reward(tool, ToolHarness.Score(tool, Sentence, $"<think>{Sentence}</think>")));
    }

    [Theory]
    [MemberData(nameof(Tools))]
    public void Score_NoReference_IsUnscorable(string tool) =>
        Assert.IsType<RewardOutcome.Unscorable>(ToolHarness.Run(tool, ToolHarness.QueryOf(), Sentence));

    [Theory]
    [InlineData("edit-similarity")]
    [MemberData(nameof(Tools))]
    public void Score_EmptyReference_IsLeftOutOrUnscorable(string tool)
    {
        foreach (var empty in new[] { ToolHarness.QueryOf(""), ToolHarness.QueryOf(" \n\t"), ToolHarness.QueryOf("", " ") })
        {
            foreach (var answer in new[] { "", " ", Sentence })
            {
                var outcome = Assert.IsType<RewardOutcome.Unscorable>(ToolHarness.Run(tool, empty, answer));
                Assert.Contains("reference is empty", outcome.Reason, StringComparison.Ordinal);
            }
        }

        foreach (var answer in new[] { "", "x", "a quick fox", Sentence })
        {
            var outcome = Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run(tool, ToolHarness.QueryOf("", Sentence, " "), answer));
            Assert.Equal(ToolHarness.Score(tool, Sentence, answer), outcome.Value);
        }
    }

    [Theory]
    [MemberData(nameof(Tools))]
    public void Score_ThinkingKept_IsScoredWithIt(string tool) =>
        Assert.True(Reward(tool, ToolHarness.Score(tool, Sentence, $"<think>so</think>{Sentence}", ("skip-thinking", "false"))) < 1);

    [Fact]
    public void Bleu_OptionNames_OfSacrebleuAreTaken()
    {
        Assert.Equal(0, ToolHarness.Score("bleu", "hello world", "hello", ("effective_order", "false")));
        Assert.Equal(36.78794411714425, ToolHarness.Score("bleu", "hello world", "hello"), 9);
        Assert.Equal(5.7950534707339525, ToolHarness.Score("bleu", "the cat sat on the mat", "the the the the", ("smooth", "floor")), 9);
        Assert.Equal(ToolHarness.Score("bleu", "a b c d", "a b d"), ToolHarness.Score("bleu", "A b c d", "a B d", ("lowercase", "true")), 12);
        Assert.Equal(0, ToolHarness.Score("ter", "a b.", "a, b", ("no_punct", "true"), ("case_sensitive", "true")));
    }

    [Theory]
    [InlineData("bleu", "tokenize", "ja-mecab", "left out")]
    [InlineData("bleu", "tokenize", "13b", "13a, intl")]
    [InlineData("bleu", "smooth-value", "-1", "smooth-value")]
    [InlineData("rougeLsum", "split-summaries", "true", "Punkt")]
    [InlineData("rouge1", "split-summaries", "none", "use-stemmer")]
    public void Create_WhatIsNotThere_IsRefusedWithTheReason(string tool, string option, string value, string named)
    {
        var error = Assert.Throws<ToolException>(() => BuiltInTools.Registry.Create(tool, new Dictionary<string, string> { [option] = value }));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_OptionInBothSpellings_IsRefused() =>
        Assert.Throws<ToolException>(() => BuiltInTools.Registry.Create("bleu", new Dictionary<string, string> { ["effective_order"] = "true", ["effective-order"] = "false" }));

    [Fact]
    public async Task Score_GroupAfterGroup_IsAsEachAlone()
    {
        foreach (var tool in Tools.Select(row => row.Data))
        {
            var made = BuiltInTools.Registry.Create(tool, new Dictionary<string, string>());
            foreach (var (reference, answers) in new[] { ("a b c d e", new[] { "a b c", "e d c b a", "" }), (Sentence, [Sentence, "fox", new string('x', 3000)]), ("x", ["", "x"]) })
            {
                var group = new RolloutGroup(ToolHarness.QueryOf(reference), [.. answers.Select(answer => new Completion(answer))]);
                var outcomes = await made.ScoreAsync(group, CancellationToken.None);
                Assert.Equal(answers.Select(answer => ToolHarness.Score(tool, reference, answer)), outcomes.Select(outcome => Assert.IsType<RewardOutcome.Scored>(outcome).Value));
            }
        }
    }

    /// <summary>Ten megabytes of one letter, of one word, of the reference over and over, of lines, and of words that differ.</summary>
    [Theory]
    [MemberData(nameof(Tools))]
    public void Score_TenMegabytes_IsQuick(string tool)
    {
        string[] huge =
        [
            new('a', 10_000_000), string.Concat(Enumerable.Repeat("fox ", 2_500_000)), string.Concat(Enumerable.Repeat(Sentence + " ", 200_000)),
            string.Concat(Enumerable.Repeat("dog\n", 2_500_000)), string.Join(' ', Enumerable.Range(0, 1_200_000)), new('y', 10_000_000), new('.', 10_000_000), new(' ', 10_000_000),
        ];
        foreach (var answer in huge)
        {
            var started = Stopwatch.GetTimestamp();
            var outcome = ToolHarness.Run(tool, ToolHarness.QueryOf(Sentence), answer);
            Assert.True(Reward(tool, Assert.IsType<RewardOutcome.Scored>(outcome).Value) < 0.5);
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5), $"{tool} took {Stopwatch.GetElapsedTime(started)} for {answer[..10]}");
        }
    }

    [Fact]
    public void Ter_TwoThousandWords_Ends()
    {
        var random = new Random(3);
        string Text(int words, int vocabulary) => string.Join(' ', Enumerable.Range(0, words).Select(_ => $"w{random.Next(vocabulary)}"));
        foreach (var vocabulary in new[] { 1, 2, 20, 1000 })
        {
            var started = Stopwatch.GetTimestamp();
            Assert.InRange(ToolHarness.Score("ter", Text(2000, vocabulary), Text(2000, vocabulary)), 0, 100);
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(10), $"{vocabulary} words: {Stopwatch.GetElapsedTime(started)}");
        }
    }

    [Fact]
    public void Ter_BeyondItsLimit_SaysSo()
    {
        var outcome = Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run("ter", ToolHarness.QueryOf("a b"), string.Concat(Enumerable.Repeat("a ", 10_001))));
        Assert.Contains("10001 words", outcome.Reason, StringComparison.Ordinal);
        Assert.Equal(100.0 * 10_001 / 2, outcome.Value);
        Assert.IsType<RewardOutcome.Unscorable>(ToolHarness.Run("ter", ToolHarness.QueryOf(string.Concat(Enumerable.Repeat("a ", 10_001))), "a"));
    }

    [Fact]
    public void Measure_WarmScorer_AllocatesNothing()
    {
        foreach (var metric in new SegmentMetric[] { new BleuMetric(BleuOptions.Default), new ChrfMetric(ChrfOptions.PlusPlus), new TerMetric(TerOptions.Default) })
        {
            var scorer = metric.CreateScorer();
            var statistics = new double[metric.StatisticCount];
            string[] references = [Sentence, "A fast brown fox leaps over a lazy dog ."];
            void Once()
            {
                scorer.SetReferences(references);
                scorer.Measure("the brown quick fox jumped over a dog, lazy .", statistics);
                _ = metric.Score(statistics);
            }

            Assert.Equal(0, Allocated(Once));
        }

        var rouge = new RougeScorer(new RougeOptions { UseStemmer = true }, MetricRows.Types);
        var scores = new RougeScore[4];
        string[] texts = ["The foxes\njumping lazily over relational dogs"];
        Assert.Equal(0, Allocated(() =>
        {
            rouge.SetReferences(texts);
            rouge.Score("A fox jumps\nover dogs", scores);
        }));
    }

    private static long Allocated(Action once)
    {
        for (var i = 0; i < 200; i++)
            once();
        var before = GC.GetAllocatedBytesForCurrentThread();
        once();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static double Reward(string tool, double value) =>
        BuiltInTools.Registry.Definitions.Single(definition => definition.Draft.Id == tool).Draft.Range.ToReward(value);
}
