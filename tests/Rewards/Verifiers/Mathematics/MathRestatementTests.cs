using Rlar.Rewards.Verifiers.Mathematics;
using Rlar.Rewards.Verifiers.Mathematics.Rules;

namespace Rlar.Rewards.Tests.Verifiers.Mathematics;

/// <summary>An answer that only says the problem again is none; one that looks like the problem and is the answer is one.</summary>
public sealed class MathRestatementTests
{
    [Theory]
    [InlineData("Compute $17\\cdot 23$.", "391", "17\\cdot 23")]
    [InlineData("Compute $17\\cdot 23$.", "391", "1\\cdot 23\\times 17 + 0")]
    [InlineData("Compute $17\\cdot 23$.", "391", "17\\cdot 20 + 51")]
    [InlineData("What is 17 times 23?", "391", "17\\cdot 23")]
    [InlineData("What is the product of 17 and 23?", "391", "17\\cdot 23")]
    [InlineData("Was ist 17 mal 23?", "391", "17\\cdot 23")]
    [InlineData("\u8BA1\u7B97 17\u00D723 \u7684\u503C\u3002", "391", "17\\times 23")]
    [InlineData("Compute $\\gcd(12,18)$.", "6", "\\gcd(18,12)")]
    [InlineData("Evaluate $\\binom{10}{3}$.", "120", "\\binom{10}{7}")]
    [InlineData("Compute $2^{10}$.", "1024", "2^{10}")]
    [InlineData("Expand $(x+1)^2$.", "x^2+2x+1", "(1+x)(x+1)")]
    [InlineData("Expand $(x+1)^2$.", "x^2+2x+1", "x(x+2)+1")]
    [InlineData("Factor $x^2-5x+6$.", "(x-2)(x-3)", "6-5x+x^2")]
    [InlineData("Factor completely: $x^4-1$", "(x-1)(x+1)(x^2+1)", "(x^2-1)(x^2+1)")]
    [InlineData("Simplify $\\sqrt{12}$.", "2\\sqrt{3}", "\\sqrt{12}")]
    [InlineData("Simplify $\\frac{6}{8}$.", "\\frac{3}{4}", "6/8")]
    [InlineData("Simplify $3x+5x-2$.", "8x-2", "5x+3x-2")]
    [InlineData("Convert $\\frac{1}{2}$ to a decimal.", "0.5", "\\frac12")]
    [InlineData("Express 45000 in scientific notation.", "4.5\\times 10^4", "45000")]
    [InlineData("Solve $2x+3=7$.", "x=2", "7=3+2x")]
    [InlineData("Solve $2x+3=7$.", "x=2", "2x=4")]
    [InlineData("Solve $2x+3<7$.", "(-\\infty,2)", "2x<4")]
    [InlineData("Let $f(x)=x^2+1$. Find $f(3)$.", "10", "3^2+1")]
    [InlineData("If a=3 and b=5, what is 2a+b?", "11", "2\\cdot 3+5")]
    [InlineData("Compute $\\sum_{k=1}^{10} k$.", "55", "\\sum_{j=1}^{10} j")]
    [InlineData("Compute $\\sin 30^\\circ$.", "\\frac12", "\\sin 30^\\circ")]
    [InlineData("What are the values of 2+3 and 4*5?", "5, 20", "2+3, 4\\cdot 5")]
    [InlineData("Solve for $y$: $3x+2y=6$.", "y=3-\\frac32x", "6=2y+3x")]
    public void Verify_ProblemSaidAgain_IsWrong(string prompt, string gold, string answer)
    {
        Assert.Equal(MathOutcome.Wrong, new MathVerifier().Verify(gold, $"So it is $\\boxed{{{answer}}}$.", prompt).Outcome);
        var instructed = prompt + "\nPlease reason step by step, and put your final answer within \\boxed{}.";
        Assert.Equal(MathOutcome.Wrong, new MathVerifier().Verify(gold, $"\\boxed{{{answer}}}", instructed).Outcome);
    }

    [Theory]
    [InlineData("Compute $17\\cdot 23$.", "391", "17\\cdot 23 = 391")]
    [InlineData("In how many ways can 3 people be chosen from 10?", "120", "\\binom{10}{3}")]
    [InlineData("How many subsets does a set of 10 elements have?", "1024", "2^{10}")]
    [InlineData("Compute $2^{10}$.", "2^{10}", "2^{10}")]
    [InlineData("Expand $(x+1)^2$.", "x^2+2x+1", "1+2x+x^2")]
    [InlineData("Factor $x^2-5x+6$.", "(x-2)(x-3)", "(3-x)(2-x)")]
    [InlineData("Factorise $2x^2-8$.", "2(x-2)(x+2)", "(2x-4)(x+2)")]
    [InlineData("Simplify $\\frac{6}{8}$.", "\\frac{3}{4}", "0.75")]
    [InlineData("Simplify $3x+5x-2$.", "8x-2", "2(4x-1)")]
    [InlineData("A jar holds 0.5 litres. What part of 1 litre is that?", "\\frac12", "0.5")]
    [InlineData("Is it 5 or 6?", "5", "5")]
    [InlineData("Which is larger, $2^{10}$ or $10^3$?", "1024", "2^{10}")]
    [InlineData("Solve $2x+3=7$.", "x=2", "2=x")]
    [InlineData("Solve $2x+3<7$.", "x<2", "(-\\infty,2)")]
    [InlineData("Find the line through (0,1) with slope 2.", "y=2x+1", "2x-y+1=0")]
    [InlineData("Solve for $y$: $3x+2y=6$.", "y=3-\\frac32x", "y=\\frac{6-3x}{2}")]
    [InlineData("Evaluate $3\\frac18+1$.", "\\frac{33}{8}", "4\\frac18")]
    [InlineData("Tom has 17 boxes with 23 pens each. How many pens?", "391", "17\\cdot 23")]
    [InlineData("Compute.", "3", "17 \\bmod 7")]
    [InlineData("Rationalize $\\frac{1}{\\sqrt{2}}$.", "\\frac{\\sqrt2}{2}", "\\frac12\\sqrt2")]
    public void Verify_AnswerThatLooksLikeTheProblem_IsRight(string prompt, string gold, string answer) =>
        Assert.Equal(MathOutcome.Right, new MathVerifier().Verify(gold, $"So it is $\\boxed{{{answer}}}$.", prompt).Outcome);

    [Theory]
    [InlineData("391", "300+91", false)]
    [InlineData("391", "17\\cdot 23", false)]
    [InlineData("1024", "2^{10}", false)]
    [InlineData("1/2", "\\frac{2}{4}", false)]
    [InlineData("120", "5!", false)]
    [InlineData("2^{10}", "2^{10}", true)]
    [InlineData("1/2", "\\frac{1}{2}", true)]
    [InlineData("2\\sqrt{3}", "\\sqrt{3}\\cdot 2", true)]
    [InlineData("\\frac{25}{8}", "3\\frac18", true)]
    [InlineData("45000", "4.5\\times 10^4", true)]
    [InlineData("-7", "-7", true)]
    [InlineData("1+3i", "3i+1", true)]
    public void Verify_Evaluated_AsksForAValue(string gold, string answer, bool isRight)
    {
        var verifier = new MathVerifier(new MathOptions { RequiresEvaluated = true });
        Assert.Equal(isRight, verifier.Verify(gold, $"\\boxed{{{answer}}}").Outcome == MathOutcome.Right);
        Assert.Equal(MathOutcome.Right, new MathVerifier().Verify(gold, $"\\boxed{{{answer}}}").Outcome);
    }

    [Fact]
    public void Score_RestatedPrompt_Is0()
    {
        var query = new Query { Id = "q", Prompt = [new Message("user", "What is 17*23?")], References = ["391"] };
        Assert.Equal(0, Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run("math", query, "\\boxed{17*23}")).Value);
        Assert.Equal(1, Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run("math", query, "\\boxed{391}")).Value);
    }
}
