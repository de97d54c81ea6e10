using Rlar.Rewards.Reading.Answers;

namespace Rlar.Rewards.Tests.Reading.Answers;

public sealed class AnswerTests
{
    [Theory]
    [InlineData("\\boxed{1}", "1")]
    [InlineData("\\boxed{\\frac{1}{2}} and \\fbox{3}", "\\frac{1}{2}|3")]
    [InlineData("\\boxed {a\\}b}", "a\\}b")]
    [InlineData("\\boxed{\\boxed{5}}", "\\boxed{5}")]
    [InlineData("\\boxed{1} \\boxed{2", "1")]
    [InlineData("\\boxed 5", "")]
    public void BoxedAnswer_All_ReadsBoxes(string text, string boxes) => Assert.Equal(boxes, string.Join('|', BoxedAnswer.All(text).Select(b => b.Content)));

    [Theory]
    [InlineData("The answer is 5.\nThat was easy.", "5.", true)]
    [InlineData("Answer: 5\nThe final answer is 6", "6", true)]
    [InlineData("\\boxed{5} so the answer is 6", "6", true)]
    [InlineData("just text", "just text", false)]
    public void FinalAnswer_Of_LastMarkDecides(string text, string answer, bool marked)
    {
        var read = FinalAnswer.Of(text);
        Assert.Equal(new FinalAnswer(answer, marked), read);
    }

    /// <summary>Written in any of the ways that the reader knows, a number reads back as itself.</summary>
    [Fact]
    public void NumberReader_AnyWritingOfANumber_ReadsBack()
    {
        var random = new Random(3);
        for (var i = 0; i < 5000; i++)
        {
            long above = random.NextInt64(-10_000_000, 10_000_000), below = random.NextInt64(1, 1000);
            var whole = above.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);
            var value = new ExactNumber(above, below);
            foreach (var (text, expected) in new (string, ExactNumber)[]
            {
                ($"so {above} it is", new(above, 1)), (whole, new(above, 1)), ($"${whole}.", new(above, 1)), (whole.Replace(",", "{,}", StringComparison.Ordinal), new(above, 1)),
                ($"{above}/{below}", value), ($"\\dfrac{{{above}}}{{{below}}}", value), ($"{above}e2", new(above * 100, 1)), ($"{above} %", new(above, 1, true)),
                ($"{above / 100}.{Math.Abs(above) % 100:00}", new((above / 100 == 0 ? 1 : Math.Sign(above)) * (Math.Abs(above / 100) * 100 + Math.Abs(above) % 100), 100)),
            })
            {
                var found = Assert.Single(NumberReader.All(text));
                Assert.True(found.Value.HasSameFigure(expected) && found.Value.IsPercent == expected.IsPercent, $"{text} read {found.Value}");
            }
        }
    }
}
