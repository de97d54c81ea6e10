using System.Diagnostics;
using System.Text;
using Rlar.Rewards.Verifiers.Mathematics;

namespace Rlar.Rewards.Tests.Verifiers.Mathematics;

/// <summary>What is made to be costly ends, and says something. Time is only held against a limit far above what it takes.</summary>
public sealed class MathFuelTests
{
    private static readonly TimeSpan s_farTooLong = TimeSpan.FromSeconds(2);

    public static TheoryData<string, string, string> Costly
    {
        get
        {
            var fractions = Enumerable.Range(0, 200).Aggregate("1", (inner, _) => $"\\frac{{1}}{{1+{inner}}}");
            var tower = Enumerable.Range(0, 300).Aggregate("x", (inner, _) => $"x^{{{inner}}}");
            return new TheoryData<string, string, string>
            {
                { "powers of powers", "5", "$9^{9^{9^9}}$" },
                { "powers in plain text", "5", "9^9^9^9" },
                { "a tower of x", "5", $"\\boxed{{{tower}}}" },
                { "factorial of a tower", "5", "$10^{10^{10}}!$" },
                { "ten thousand braces", "5", $"\\boxed{{{new string('{', 10_000)}5{new string('}', 10_000)}}}" },
                { "ten thousand brackets", "5", $"\\boxed{{{new string('(', 10_000)}5{new string(')', 10_000)}}}" },
                { "a megabyte of digits", "5", $"\\boxed{{{new string('7', 1_000_000)}}}" },
                { "a megabyte of prose", "5", Repeated("so 1 + 2 is $3$ and ", 50_000) },
                { "a megabyte of terms", "5", $"\\boxed{{{Repeated("x+", 500_000)}1}}" },
                { "ones", "5", Repeated("1 ", 20_000) },
                { "a large binomial", "5", "$\\binom{1000000}{500000}$" },
                { "nested fractions", "5", $"${fractions}$" },
                { "a large power of a sum", "$(x+y+z)^{200}$", "$(x+y+z)^{201}$" },
                { "a long harmonic sum", "1", "$\\sum_{k=1}^{5000} \\frac{1}{k}$" },
                { "a sum of sums", "1", "$\\sum_{k=1}^{5000} \\sum_{j=1}^{5000} \\sqrt{k+j}$" },
                { "exponentials", "1", "$e^{e^{e^{e^{e}}}}$" },
                { "lists of roots", Roots(2, 1), Roots(901, -1) },
                { "dollar signs", "1", new string('$', 100_000) },
                { "amounts", "1", Repeated("$5 and ", 20_000) },
                { "boxes", "1", Repeated("\\boxed{5} and ", 20_000) },
                { "phrases", "1", Repeated("the answer is the answer is ", 20_000) },
                { "a long sentence", "1", "The answer is " + Repeated("so which as for ", 20_000) },
                { "bars", "1", new string('|', 10_000) },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Costly))]
    public void Verify_CostlyInput_EndsWithoutBeingRight(string name, string gold, string answer)
    {
        var watch = Stopwatch.StartNew();
        var verdict = new MathVerifier().Verify(gold, answer);
        Assert.True(watch.Elapsed < s_farTooLong, $"{name} took {watch.Elapsed}");
        Assert.True(name == "lists of roots" || verdict.Outcome != MathOutcome.Right, name);
    }

    [Theory]
    [InlineData("$9^{9^{9^9}}$", "$9^{9^{9^{9}}}$")]
    [InlineData("$(x+y+z)^{200}$", "$(x+y+z)^{199}(x+y+z)$")]
    [InlineData("$2^{100000}$", "$4^{50000}$")]
    [InlineData("$3000!$", "$2999! \\cdot 3000$")]
    [InlineData("$x^{10^{30}}$", "$x^{10^{30}} \\cdot 1$")]
    public void Verify_LargeButComparable_IsRight(string gold, string answer) =>
        Assert.Equal(MathOutcome.Right, new MathVerifier().Verify(gold, answer).Outcome);

    // Steps are spent on the answer: it is wrong, and its group keeps it.
    [Theory]
    [InlineData("5", "$\\sum_{k=1}^{5000} \\sum_{j=1}^{5000} \\frac{1}{k+j}$")]
    [InlineData("5", "$9^{9^{9^9}}$")]
    [InlineData("\\sqrt{2}+\\sqrt{3}", "$\\prod_{k=1}^{4000} (\\sqrt{k}+\\sqrt{k+1})$")]
    [InlineData("(x+y)^2", "$((((x+y)^{99}+z)^{99}+w)^{99}+1)^{99}$")]
    public void Verify_AnswerThatSpendsTheFuel_IsWrong(string gold, string answer) =>
        Assert.Equal(MathOutcome.Wrong, new MathVerifier().Verify(gold, answer).Outcome);

    // The reference alone takes more than there is: no answer is at fault.
    [Fact]
    public void Verify_ReferenceThatSpendsTheFuel_IsUndecided()
    {
        var costly = string.Join('+', Enumerable.Range(100, 220).Select(n => $"\\frac{{1}}{{{n}!}}"));
        Assert.Equal(MathOutcome.Undecided, new MathVerifier().Verify($"${costly}$", "$\\frac{1}{7}$").Outcome);
        Assert.Equal(MathOutcome.Wrong, new MathVerifier().Verify("$\\frac{1}{7}$", $"${costly}$").Outcome);
    }

    private static string Repeated(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();

    private static string Roots(int from, int step) =>
        $"${string.Join(", ", Enumerable.Range(0, 300).Select(i => $"\\sqrt{{{from + i * step}}}"))}$";
}
