using Rlar.Rewards.Verifiers.Mathematics;

namespace Rlar.Rewards.Tests.Verifiers.Mathematics;

/// <summary>The ways in which models set a box apart, none of which changes what is in it, and those that do.</summary>
public sealed class MathExtractionTests
{
    [Theory]
    [InlineData("**\\boxed{5}**")]
    [InlineData("- \\boxed{5}")]
    [InlineData("* \\boxed{5}")]
    [InlineData("> \\boxed{5}")]
    [InlineData("=> \\boxed{5}")]
    [InlineData("\u2192 \\boxed{5}")]
    [InlineData("1. \\boxed{5}")]
    [InlineData("Step 1 - \\boxed{5}")]
    [InlineData("Answer = \\boxed{5}")]
    [InlineData("**Answer:** $\\boxed{5}$")]
    [InlineData("<answer>\\boxed{5}</answer>")]
    [InlineData("The answer is \\boxed{5}!")]
    [InlineData("$\\Rightarrow \\boxed{5}$")]
    [InlineData("\\[\n\\boxed{5}\n\\]")]
    [InlineData("\\[ x = 2 + 3 = \\boxed{5} \\]")]
    [InlineData("Thus $x = \\boxed{5}$, as desired.")]
    [InlineData("$\\boxed{5}$ apples - all of them red.")]
    [InlineData("$$\\boxed{5}$$\n\n---\n\nLet me know if you have questions.")]
    [InlineData("The answer is \\boxed{5}. I hope that this helps!")]
    [InlineData("So the final answer is $\\boxed{5}$ (five).")]
    public void Verify_BoxSetApart_IsItsContent(string completion) =>
        Assert.Equal(MathOutcome.Right, new MathVerifier().Verify("5", completion).Outcome);

    [Theory]
    [InlineData("$-\\boxed{5}$")]
    [InlineData("-\\boxed{5}")]
    [InlineData("$3 \\cdot \\boxed{5}$")]
    [InlineData("$x > \\boxed{5}$")]
    [InlineData("$\\boxed{5}\\pi$")]
    [InlineData("$\\sqrt{\\boxed{5}}$")]
    [InlineData("$\\boxed{5}^2$")]
    [InlineData("The answer is not \\boxed{5}.")]
    [InlineData("\\boxed{5} is wrong.")]
    [InlineData("\\boxed{5} cannot be right")]
    [InlineData("$\\boxed{5}$ can't be the answer.")]
    [InlineData("\\boxed{5}, but that is wrong.")]
    [InlineData("I got 5 but that is wrong")]
    [InlineData("I got 5, but it cannot be right.")]
    [InlineData("The answer is 5, but this is not correct.")]
    [InlineData("\\boxed{4 \\to 5}")]
    [InlineData("\\boxed{6}. Or \\boxed{5}.")]
    [InlineData("\\boxed{5} if n is even")]
    [InlineData("at least \\boxed{5}")]
    public void Verify_BoxThatIsPartOfSomething_IsNotItsContent(string completion) =>
        Assert.NotEqual(MathOutcome.Right, new MathVerifier().Verify("5", completion).Outcome);

    [Theory]
    [InlineData("\\boxed{5}, but other methods give it as well.")]
    [InlineData("\\boxed{\\sqrt{25} \\to 5}")]
    [InlineData("$x \\to \\boxed{5}$")]
    public void Verify_WhatIsNoDenial_IsTheAnswer(string completion) =>
        Assert.Equal(MathOutcome.Right, new MathVerifier().Verify("5", completion).Outcome);

    [Theory]
    [InlineData("\\text{Yes}", "\\boxed{\\text{Yes, No}}")]
    [InlineData("\\text{Yes}", "\\boxed{\\text{Yes, no, maybe}}")]
    [InlineData("\\text{Yes}", "\\boxed{\\text{Yes; no}}")]
    [InlineData("\\text{Yes}", "\\boxed{\\text{Yes. No.}}")]
    [InlineData("\\text{Yes}", "\\boxed{\\text{Yes, or no}}")]
    [InlineData("\\text{Yes}", "The answer is yes, no.")]
    [InlineData("\\text{Yes}", "The answer is yes, maybe no.")]
    [InlineData("\\text{blue}", "\\boxed{\\text{blue, red}}")]
    [InlineData("\\text{blue}", "\\boxed{\\text{blue, dark red}}")]
    [InlineData("\\text{blue}", "The answer is blue, red, green.")]
    [InlineData("\\text{None}", "The answer is none, 5.")]
    public void Verify_ListThatBeginsWithTheWord_IsNotTheWord(string gold, string completion) =>
        Assert.NotEqual(MathOutcome.Right, new MathVerifier().Verify(gold, completion).Outcome);

    [Theory]
    [InlineData("\\text{Yes}", "\\boxed{\\text{Yes}}")]
    [InlineData("\\text{Yes}", "The answer is yes, because 3 is prime, odd and positive.")]
    [InlineData("\\text{Yes}", "\\boxed{\\text{Yes, it is continuous}}")]
    [InlineData("\\text{Yes}", "The answer is Yes, by induction.")]
    [InlineData("\\text{Yes}", "\\boxed{\\text{Yes, indeed}}")]
    [InlineData("\\text{Yes}", "\\boxed{\\text{Yes, the series converges}}")]
    [InlineData("\\text{No}", "\\boxed{\\text{No, no}}")]
    [InlineData("\\text{No}", "\\boxed{\\text{No, both sides would have to be even}}")]
    [InlineData("\\text{blue}", "The answer is blue, not red.")]
    [InlineData("\\text{July 4}", "\\boxed{\\text{July 4}}")]
    [InlineData("\\text{Saturday}", "The answer is Saturday, July 4.")]
    public void Verify_WordThatIsExplained_IsTheWord(string gold, string completion) =>
        Assert.Equal(MathOutcome.Right, new MathVerifier().Verify(gold, completion).Outcome);

    [Theory]
    [InlineData("2\\boxed{5}")]
    [InlineData("\\boxed{5}5")]
    [InlineData("\\boxed{5} 5")]
    [InlineData("$17\\,\\boxed{5}$")]
    [InlineData("\\boxed{5}.5")]
    [InlineData("\\boxed{5},5")]
    [InlineData("\\boxed{5}_8")]
    [InlineData("\\boxed{5}\\%")]
    [InlineData("$(\\boxed{5})^2$")]
    [InlineData("$\\frac{1}{2}\\boxed{5}$")]
    [InlineData("$\\frac{1}{\\boxed{5}}$")]
    [InlineData("$\\cancel{\\boxed{5}}$")]
    [InlineData("~~\\boxed{5}~~")]
    [InlineData("\\boxed{1\\boxed{5}}")]
    [InlineData("\\boxed{x = 6 = 5}")]
    [InlineData("$x = 6 = \\boxed{5}$")]
    [InlineData("$\\boxed{5} = 6$")]
    [InlineData("$\\boxed{5} \\text{ or } 6$")]
    [InlineData("no es \\boxed{5}")]
    [InlineData("Die Antwort ist nicht \\boxed{5}.")]
    [InlineData("Ce n'est pas \\boxed{5}.")]
    [InlineData("\u041D\u0435 \\boxed{5}")]
    [InlineData("\u7B54\u6848\u4E0D\u7B49\u4E8E \\boxed{5}")]
    [InlineData("\u7B54\u3048\u306F\\boxed{5}\u3067\u306F\u306A\u3044")]
    [InlineData("Cevap \\boxed{5} de\u011Fil.")]
    [InlineData("\\boxed{5} ist falsch.")]
    [InlineData("\\boxed{5}\u4E07")]
    [InlineData("Is it \\boxed{5}?")]
    public void Verify_WhatTouchesTheBox_MakesAnotherAnswer(string completion) =>
        Assert.Equal(MathOutcome.Wrong, new MathVerifier().Verify("5", completion).Outcome);

    [Theory]
    [InlineData("La respuesta es \\boxed{5}.")]
    [InlineData("No es 6, es \\boxed{5}.")]
    [InlineData("Nicht 6, sondern \\boxed{5}.")]
    [InlineData("Step 2: \\boxed{5}")]
    [InlineData("(\\boxed{5})")]
    [InlineData("\\boxed{5} \\text{ cm}")]
    [InlineData("$\\text{Answer: }\\boxed{5}$")]
    [InlineData("$2 + 3 = \\boxed{5}$")]
    [InlineData("\\boxed{x = \\boxed{5}}")]
    [InlineData("\\boxed{x = 2 + 3 = 5}")]
    [InlineData("I guess \\boxed{5}?")]
    [InlineData("The answer is 5!")]
    [InlineData("\u7B54\u6848\u662F\\boxed{5}\u3002")]
    public void Verify_WhatStandsBesideTheBox_LeavesIt(string completion) =>
        Assert.Equal(MathOutcome.Right, new MathVerifier().Verify("5", completion).Outcome);

    [Fact]
    public void Verify_PaddedAnswer_IsStillIt()
    {
        var (brackets, spaces) = (new string('(', 300) + "{0}" + new string(')', 300), "{0}" + string.Concat(Enumerable.Repeat("\\,", 3000)));
        foreach (var padding in (string[])[brackets, spaces])
        {
            var boxed = "\\boxed{" + padding + "}";
            Assert.Equal(MathOutcome.Right, new MathVerifier().Verify("5", boxed.Replace("{0}", "5", StringComparison.Ordinal)).Outcome);
            Assert.Equal(MathOutcome.Wrong, new MathVerifier().Verify("5", boxed.Replace("{0}", "6", StringComparison.Ordinal)).Outcome);
        }
    }
}
