using System.Text;
using Rlar.Rewards.Tests.Verifiers.Mathematics.Generation;
using Rlar.Rewards.Verifiers.Mathematics;

namespace Rlar.Rewards.Tests.Verifiers.Mathematics;

/// <summary>
/// Random and mutated LaTeX: whatever comes in, a verdict comes out. RLAR_MATH_FUZZ sets how many inputs (default 100,000).
/// </summary>
public sealed class MathFuzzTests
{
    private static readonly string[] s_pieces =
    [
        "\\frac", "{", "}", "(", ")", "[", "]", "\\left(", "\\right)", "\\{", "\\}", "1", "23", "4.5", "x", "y", "n", "i", "e",
        "\\pi", "+", "-", "*", "/", "^", "_", "\\cdot", "\\times",
        "\\sqrt", "\\sin", "\\log", "\\ln", "!", "%", "\\%", "^\\circ", "=", "<", "\\le", "\\ne", "\\in", "\\cup", "\\infty", "\\pm",
        ",", ";", ":", "|", "\\text{", " cm", " and ", " or ", "&",
        "\\\\", "\\begin{pmatrix}", "\\end{pmatrix}", "\\begin{cases}", "\\end{cases}", "\\sum_{k=1}^{5}", "\\int",
        "\\lim_{x\\to 0}", "\\binom", "\\boxed{", "$", "$$", "\\(", "\\)", "\\[",
        "The answer is ", "####", "<think>", "</think>", "<answer>", "</answer>", "\u221A", "\u03C0", "\u00B2", "\u200B", "\uFF11",
        "\uD83D", "\0", "'", "\"", "\\mathbb{R}", "\\overline", ".", "...",
        "e10", "E-3", "\\lfloor", "\\rfloor", "\\binom{5}{2}", "\\gcd(", "f(", "\\mod", "\\pmod", "9^9^9",
    ];

    [Fact]
    public void Verify_RandomAndMutatedInput_GivesTheSameVerdictTwice()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("RLAR_MATH_FUZZ"), out var given) ? given : 100_000;
        var pairs = MathPairGenerator.Generate(11, 2000).ToList();
        var verifier = new MathVerifier();
        Parallel.For(0, 64, shard =>
        {
            var random = new Random(shard);
            for (var i = shard; i < count; i += 64)
            {
                var pair = pairs[random.Next(pairs.Count)];
                var gold = random.Next(8) == 0 ? Soup(random) : pair.Gold;
                var answer = random.Next(3) == 0 ? Soup(random) : Mutated(random, pair.Answer);
                var first = verifier.Verify(gold, answer);
                if (i % 16 == 0)
                    Assert.Equal(first, verifier.Verify(gold, answer));
            }
        });
    }

    private static string Soup(Random random)
    {
        var text = new StringBuilder();
        for (var left = random.Next(1, 40); left > 0; left--)
            _ = text.Append(s_pieces[random.Next(s_pieces.Length)]);
        return text.ToString();
    }

    private static string Mutated(Random random, string text)
    {
        var mutated = new StringBuilder(text);
        for (var changes = random.Next(1, 4); changes > 0 && mutated.Length > 0; changes--)
        {
            var at = random.Next(mutated.Length);
            _ = random.Next(4) switch
            {
                0 => mutated.Remove(at, 1),
                1 => mutated.Insert(at, s_pieces[random.Next(s_pieces.Length)]),
                2 => mutated.Remove(at, Math.Min(random.Next(1, 12), mutated.Length - at)),
                _ => mutated.Insert(at, mutated.ToString(at, Math.Min(random.Next(1, 12), mutated.Length - at))),
            };
        }

        return mutated.ToString();
    }
}
