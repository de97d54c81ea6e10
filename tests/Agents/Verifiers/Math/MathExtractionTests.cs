using Rlar.Agents.Verifiers.Mathematics;

namespace Rlar.Agents.Tests.Verifiers.Mathematics;

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
    [InlineData("\\boxed{6}. Or \\boxed{5}.")]
    [InlineData("\\boxed{5} if n is even")]
    [InlineData("at least \\boxed{5}")]
    public void Verify_BoxThatIsPartOfSomething_IsNotItsContent(string completion) =>
        Assert.NotEqual(MathOutcome.Right, new MathVerifier().Verify("5", completion).Outcome);
}
