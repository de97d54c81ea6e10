using Rlar.Scoring.Pipeline;
using Rlar.Server.Live;

namespace Rlar.Server.Tests.Live;

/// <summary>What a tool read is found in the completion.</summary>
public sealed class ExtractionTests
{
    [Theory]
    [InlineData("The answer is 26 or 27, no: 26.", "'26' is not '27': another number", "28")]
    [InlineData("It's Bob's.", "read 'It's Bob's.'", "0")]
    [InlineData("12\n13", "read '12 13'", "0")]
    [InlineData("12\r\n13", "read '12 13'", "0")]
    [InlineData("126 and 26", "read '26'", "8")]
    [InlineData("126", "read '26'", "")]
    [InlineData("Paris", "the reference 'Paris' is no number", "")]
    [InlineData("a b", "nothing is quoted", "")]
    [InlineData("x", "read ''", "")]
    [InlineData("A or D", "read D", "5")]
    [InlineData("It is London", "read 'it is london'", "0")]
    public void Read_IsTheLastPlaceOfTheFirstQuoteThatOccurs(string text, string reason, string start) =>
        Assert.Equal(start, string.Concat(Extraction.Of(Group(text, reason), 0).Select(mark => mark.Start)));

    [Fact]
    public void Read_CutAfterSixtyLetters_IsFoundByItsBeginning()
    {
        var answer = string.Join(' ', Enumerable.Range(100, 30));
        var mark = Assert.Single(Extraction.Of(Group($"so: {answer}", $"read '{answer[..60]}...'"), 0));
        Assert.Equal((4, 59), (mark.Start, mark.Length)); // without the blank at its end
        Assert.Equal(58, Assert.Single(Extraction.Of(Group($"so: {answer}", $"read '{answer[..58]}...'"), 0)).Length); // within a number
    }

    [Fact]
    public void NoReason_TheReferenceIsMarked_AsThat()
    {
        var mark = Assert.Single(Extraction.Of(Group("7 * 24 * 60 = 10080", null, "10080"), 0));
        Assert.Equal((14, 5, true), (mark.Start, mark.Length, mark.IsReference));
    }

    [Theory]
    [InlineData(1.0, "they read as the same expression", 1)]
    [InlineData(0.0, "no answer", 0)]
    [InlineData(1.0, "read '7'", 0)]
    public void ReasonThatQuotesNothing_OfARightAnswer_TheReferenceIsMarked(double value, string reason, int marks) =>
        Assert.Equal(marks, Extraction.Of(Group("It is 26.", reason, value, "26"), 0).Count());

    [Fact]
    public async Task OfRealVerdicts_EveryMarkLiesInItsText()
    {
        var log = await LiveBench.LogAsync();
        var marks = 0;
        foreach (var group in log.Runs[0].Groups(Shelf.All))
        {
            for (var i = 0; i < group.Outcomes.Count; i++)
            {
                foreach (var mark in Extraction.Of(group, i))
                {
                    marks++;
                    Assert.InRange(mark.Start + mark.Length, mark.Start + 1, group.Completions![i].Text.Length);
                }
            }
        }

        Assert.True(marks > 40, $"{marks} marks");
    }

    private static LiveGroup Group(string text, string? reason, params string[] references) => Group(text, reason, 0, references);

    private static LiveGroup Group(string text, string? reason, double value, params string[] references)
    {
        var outcome = new RewardOutcome.Scored(value) { Reason = reason };
        return new LiveGroup
        {
            Id = "",
            Task = "",
            Calls = [new LiveCall("t", "", 1, [outcome], null)],
            References = references,
            Completions = [new Completion(text)],
            Outcomes = [new CompletionOutcome(outcome)],
            Rewards = [0],
        };
    }
}
