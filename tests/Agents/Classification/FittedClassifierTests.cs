using Rlar.Agents.Classification;
using Rlar.Inference.Catalog;
using Rlar.Tests;
using Xunit;

namespace Rlar.Agents.Tests.Classification;

public sealed class FittedClassifierTests
{
    private static readonly FittedClassifierOptions s_quick = new() { Steps = 25 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void BuiltIn_Head_IsFittedToTheCommittedPromptsAndFeatures()
    {
        using var stream = typeof(FittedClassifier).Assembly.GetManifestResourceStream("classifier.head")!;
        using var text = new StreamReader(stream);
        using var header = System.Text.Json.JsonDocument.Parse(text.ReadLine()!);
        Assert.True(
            header.RootElement.GetProperty("version").GetString() == FittedClassifier.Version,
            "The prompts, the cues or the features changed: rlar classify - --write-head src/Agents/Classification/classifier.head");
        Assert.True(stream.Length < 1_000_000);
    }

    [Fact]
    public async Task Fit_SamePromptsTwice_HasTheSameBits_AndSurvivesItsFile()
    {
        var prompts = Sample(5);
        var (one, other) = (FittedClassifier.Fit(prompts, null, s_quick, Token), FittedClassifier.Fit(prompts, null, s_quick, Token));
        Assert.Equal(one.Head.Weights, other.Head.Weights);
        Assert.Equal(one.Temperature, other.Temperature);
        using var file = new MemoryStream();
        one.Save(file);
        file.Position = 0;
        var loaded = FittedClassifier.Load(file, "file", null, s_quick, Token);
        foreach (var prompt in prompts.Take(50))
        {
            var (before, after) = (await Said(one, prompt.Prompt), await Said(loaded, prompt.Prompt));
            Assert.All(before.Probabilities, entry => Assert.Equal(entry.Value, after.Probabilities[entry.Key], 0.01));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("no head\n")]
    [InlineData("{\"rlar-head\":1}\n")]
    [InlineData("{\"rlar-head\":1,\"version\":\"\",\"labels\":[\"a\",\"b\"],\"width\":7,\"embedding\":0,\"temperature\":1}\n")]
    public void Load_NoHead_SaysSo(string text)
    {
        using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        var error = Assert.Throws<ClassifierException>(() => FittedClassifier.Load(file, "some.head", null, s_quick, Token));
        Assert.StartsWith("some.head: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Classify_HigherThreshold_AnswersFewer_NeverOthers()
    {
        var prompts = Sample(9).Select(prompt => prompt.Prompt).ToArray();
        string?[]? before = null;
        foreach (var least in new[] { 0, 0.3, 0.5, 0.7, 0.9, 1 })
        {
            var classifier = FittedClassifier.BuiltIn(new FittedClassifierOptions { LeastConfidence = least, LeastSafetyConfidence = 0 });
            var labels = new List<string?>();
            foreach (var prompt in prompts)
            {
                var said = await Said(classifier, prompt);
                labels.Add(said.Label);
                Assert.Equal(said.Label is null, said.Confidence < least);
                Assert.Equal(1, said.Probabilities.Values.Sum(), 9);
            }

            if (before is not null)
                Assert.All(labels.Zip(before), pair => Assert.True(pair.First is null || pair.First == pair.Second));
            before = [.. labels];
        }
    }

    [Fact]
    public async Task Classify_SystemMessageWithTools_IsAToolCall()
    {
        var classifier = FittedClassifier.BuiltIn(new FittedClassifierOptions());
        Message[] prompt =
        [
            new("system", "You can call these functions; answer in JSON.\n[{\"name\":\"get_tide\",\"parameters\":{\"harbour\":{\"type\":\"string\"}}}]"),
            new("user", "When is high water in Cuxhaven?"),
        ];
        Assert.Equal("tool-call", (await classifier.ClassifyAsync(prompt, Token)).MostProbable);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n")]
    [InlineData("\ud83d\ude00")]
    public async Task Classify_PromptWithoutWords_StillHasProbabilities(string prompt)
    {
        var said = await Said(FittedClassifier.BuiltIn(new FittedClassifierOptions()), prompt);
        Assert.Equal(1, said.Probabilities.Values.Sum(), 9);
    }

    [Fact]
    public async Task Classify_HugePrompt_ReadsItsBeginningAndEnd()
    {
        var said = await Said(FittedClassifier.BuiltIn(new FittedClassifierOptions()), "Translate into German: " + new string('a', 5_000_000));
        Assert.Equal("translation", said.MostProbable);
        await Assert.ThrowsAsync<ArgumentException>(() => FittedClassifier.BuiltIn(new FittedClassifierOptions()).ClassifyAsync([], Token).AsTask());
    }

    [Fact]
    public async Task Classify_AuthorHeldOut_IsRightAndCalibrated()
    {
        var prompts = TrainingPrompt.BuiltIn();
        var held = prompts[0].Source;
        var classifier = FittedClassifier.Fit([.. prompts.Where(prompt => prompt.Source != held)], null, s_quick, Token);
        var measure = await Measure(classifier, prompts.Where(prompt => prompt.Source == held).Select(prompt => (prompt.Prompt, prompt.Task)));
        Assert.True(measure.Accuracy > 0.78, $"{measure.Accuracy}");
        Assert.True(measure.CalibrationError < 0.12, $"{measure.CalibrationError}");
        Assert.True(measure.AccuracyAt(0.5) > 0.92, $"{measure.AccuracyAt(0.5)}");
    }

    [Fact]
    public async Task Classify_PromptsOfAnotherAuthor_MeetTheBars()
    {
        var rows = SharedData.Rows("router_prompts_dev.jsonl")
            .Select(row => (Prompt: row.GetProperty("prompt").GetString()!, Task: row.GetProperty("task").GetString()!,
                Language: row.GetProperty("lang").GetString()!, Source: row.GetProperty("source").GetString()!))
            .Where(row => row.Source is "own" or "own2" or "own-fn" or "examples").ToArray();
        var classifier = FittedClassifier.BuiltIn(new FittedClassifierOptions());
        var all = await Measure(classifier, rows.Select(row => (row.Prompt, row.Task)));
        var others = await Measure(classifier, rows.Where(row => row.Language != "en").Select(row => (row.Prompt, row.Task)));
        Assert.True(all.Accuracy > 0.85, $"{all.Accuracy}");
        Assert.True(all.AccuracyAt(0.5) > 0.92, $"{all.AccuracyAt(0.5)}");
        Assert.True(all.CalibrationError <= 0.06, $"{all.CalibrationError}");
        Assert.True(others.Accuracy > 0.8, $"{others.Accuracy}");
    }

    [Fact]
    public async Task Classify_HarmlessPromptsInViolentWords_AreRarelyCalledSafety()
    {
        var harmless = SharedData.Rows("xstest_prompts.jsonl.gz").Where(row => row.GetProperty("label").GetString() == "safe").ToArray();
        var classifier = FittedClassifier.BuiltIn(new FittedClassifierOptions());
        var called = 0;
        foreach (var row in harmless)
            called += (await Said(classifier, row.GetProperty("prompt").GetString()!)).Label == "safety" ? 1 : 0;
        Assert.True(called <= harmless.Length * 0.1, $"{called} of {harmless.Length}");
    }

    [Fact]
    public async Task Fit_WithEmbedder_UsesIt()
    {
        using var embedder = TextModels.LoadEmbedder(
            ModelFiles.OfFile(SharedModels.Require("all-MiniLM-L6-v2-int8/model_quantized.onnx")), 2, Token);
        var prompts = Sample(40);
        var with = FittedClassifier.Fit(prompts, embedder, s_quick, Token);
        Assert.Equal(384, with.Head.Width - FittedClassifier.BuiltIn(s_quick).Head.Width);
        using var file = new MemoryStream();
        with.Save(file);
        file.Position = 0;
        Assert.Throws<ClassifierException>(() => FittedClassifier.Load(file, "file", null, s_quick, Token));
        Assert.Equal(9, (await Said(with, "Translate 'good night' into Polish.")).Probabilities.Count);
    }

    // Every n-th prompt, all authors and tasks among them.
    private static TrainingPrompt[] Sample(int every) => [.. TrainingPrompt.BuiltIn().Where((_, index) => index % every == 0)];

    private static ValueTask<PromptClassification> Said(IPromptClassifier classifier, string prompt) =>
        classifier.ClassifyAsync([new Message("user", prompt)], Token);

    private static async Task<ClassifierMeasure> Measure(IPromptClassifier classifier, IEnumerable<(string Prompt, string Task)> rows)
    {
        var said = new List<(PromptClassification, string)>();
        foreach (var (prompt, task) in rows)
            said.Add((await Said(classifier, prompt), task));
        return new ClassifierMeasure(said);
    }
}
