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
}
