using Rlar.Inference.Llama;
using Rlar.Inference.Llama.Scoring;
using Rlar.Inference.Tests.Native;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Llama.Scoring;

/// <summary>What comes next, and what rows with a shared beginning cost, held against each row alone.</summary>
public sealed class NextTokenTests
{
    private static readonly LlamaContextOptions Exact = new LlamaContextOptions { ContextTokens = 1024, Sequences = 8, Threads = 1 }.Exact();

    [Fact]
    public void Next_AllTokens_AreThoseOfScore()
    {
        using var model = Engine.Load("tiny/tiny-llama.f32.gguf");
        using var scorer = new LlamaLogprobs(model, Exact);
        int[] tokens = [1, 5, 9, 33, 2, 7];
        var all = Enumerable.Range(0, model.Vocabulary.Size).ToArray();
        var next = scorer.Next([new NextTokenRow(tokens, all, [])], default)[0];
        Assert.Equal(1, next.Sum(Math.Exp), 1e-6);
        foreach (var token in new[] { 0, 17, 40 })
            Assert.Equal(scorer.Score([new TokenRow([.. tokens, token], tokens.Length)], default)[0][0], next[token], 1e-5);
    }

    // A rubric, two questions, several answers: every order and size of a call.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void Next_SharedBeginnings_AreThoseOfEachRowAlone(int sequences)
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        using var alone = new LlamaLogprobs(model, Exact with { Sequences = 1 });
        using var packed = new LlamaLogprobs(model, Exact with { Sequences = sequences, BatchTokens = 32 });
        var random = new Random(sequences);
        var rubric = Tokens(random, 50).Prepend(1).ToArray();
        for (var call = 0; call < 12; call++)
        {
            int[] query = [.. rubric, .. Tokens(random, random.Next(30))];
            var rows = Enumerable.Range(0, random.Next(1, 12)).Select(_ => new NextTokenRow([.. query, .. Tokens(random, random.Next(40))], [3, 7, 200], [rubric.Length, query.Length])).ToList();
            if (rows.Any(row => query.Length == rubric.Length))
                rows = rows.ConvertAll(row => row with { Borders = [rubric.Length] });
            var together = packed.Next(rows, default);
            foreach (var (row, values) in rows.Zip(together))
            {
                foreach (var (one, other) in alone.Next([row with { Borders = [] }], default)[0].Zip(values))
                    Assert.Equal(one, other, 2e-5);
            }
        }
    }

    [Fact]
    public void Next_OneSequence_GivesTheSameBitsWhateverCameBefore()
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        using var scorer = new LlamaLogprobs(model, Exact with { Sequences = 1 });
        var random = new Random(5);
        var rubric = Tokens(random, 70).Prepend(1).ToArray();
        var rows = Enumerable.Range(0, 24).Select(index => new NextTokenRow([.. rubric, .. Tokens(new Random(index / 4), 20), .. Tokens(random, random.Next(1, 30))], [4, 9], index % 5 == 4 ? [rubric.Length] : [rubric.Length, rubric.Length + 20])).ToList();
        var cold = rows.ConvertAll(row =>
        {
            using var fresh = new LlamaLogprobs(model, Exact with { Sequences = 1 });
            return fresh.Next([row], default)[0];
        });
        Assert.Equal(cold, scorer.Next(rows, default));
        foreach (var index in Enumerable.Range(0, rows.Count).OrderBy(_ => random.Next()))
            Assert.Equal(cold[index], scorer.Next([rows[index]], default)[0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Next_SharedBeginning_IsComputedOnce(int sequences)
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        using var scorer = new LlamaLogprobs(model, Exact with { Sequences = sequences });
        var random = new Random(1);
        var rubric = Tokens(random, 100).ToArray();
        var rows = Enumerable.Range(0, 8).Select(_ => new NextTokenRow([.. rubric, .. Tokens(random, 10)], [4], [100])).ToList();
        _ = scorer.Next(rows, default);
        Assert.InRange(scorer.ComputedTokens, 180, 180);
        _ = scorer.Next(rows, default);
        Assert.InRange(scorer.ComputedTokens, 260, 260);
    }

    // An answer, and after it several ways to go on: the answers side by side, then the ways side by side.
    [Fact]
    public void Score_TreeOfRows_ComputesEachBranchOnce()
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        // Where attention is not fused rows are computed one by one.
        using var scorer = new LlamaLogprobs(model, Exact.SameBits());
        using var alone = new LlamaLogprobs(model, Exact.SameBits() with { Sequences = 1 });
        var random = new Random(2);
        var dialogue = Tokens(random, 60).ToArray();
        var rows = (from answer in Enumerable.Range(0, 3).Select(_ => Tokens(random, 20).ToArray()).ToList()
                    from next in new[] { Tokens(random, 5).ToArray(), Tokens(random, 7).ToArray() }
                    select new TokenRow([.. dialogue, .. answer, .. next], 80)).ToList();
        var values = scorer.Score(rows, default);

        // The last token of the answer and all but the last of what follows are each row's own.
        Assert.Equal(60 + (3 * 19) + (3 * (5 + 7)), scorer.ComputedTokens);
        foreach (var (row, found) in rows.Zip(values))
        {
            foreach (var (one, other) in alone.Score([row], default)[0].Zip(found))
                Assert.Equal(one, other, 2e-5);
        }
    }

    [Fact]
    public void Score_CancelledCall_LeavesNothingBehind()
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        using var scorer = new LlamaLogprobs(model, Exact with { Sequences = 1 });
        var row = new NextTokenRow([.. Tokens(new Random(1), 40)], [4], [30]);
        var before = scorer.Next([row], default)[0];
        Assert.Throws<OperationCanceledException>(() => scorer.Next([row with { Borders = [20] }], new CancellationToken(canceled: true)));
        Assert.Equal(before, scorer.Next([row], default)[0]);
    }

    [Theory]
    [InlineData(new[] { 5, 5 }, "ascend")]
    [InlineData(new[] { 0 }, "above 0")]
    public void Next_BadBorders_AreNamed(int[] borders, string message)
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        using var scorer = new LlamaLogprobs(model, Exact);
        Assert.Contains(message, Assert.Throws<InferenceException>(() => scorer.Next([new NextTokenRow([1, 2, 3], [4], borders)], default)).Message, StringComparison.Ordinal);
        Assert.Contains("no token", Assert.Throws<InferenceException>(() => scorer.Next([new NextTokenRow([], [4], [])], default)).Message, StringComparison.Ordinal);
        Assert.Contains("the token 512", Assert.Throws<InferenceException>(() => scorer.Next([new NextTokenRow([1], [512], [])], default)).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<int> Tokens(Random random, int count) => Enumerable.Range(0, count).Select(_ => random.Next(3, 512)).ToArray();
}
