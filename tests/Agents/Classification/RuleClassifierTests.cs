using Rlar.Agents.Classification;
using Xunit;

namespace Rlar.Agents.Tests.Classification;

public sealed class RuleClassifierTests
{
    [Theory]
    [InlineData("Translate into German: the harbour is closed.", "translation")]
    [InlineData("Übersetze ins Englische: Der Hafen ist gesperrt.", "translation")]
    [InlineData("请把这句话翻译成英语:港口关闭了。", "translation")]
    [InlineData("Write a Python function that reverses a list.", "code")]
    [InlineData("Write a poem with exactly four lines and at least two commas.", "instruction-following")]
    [InlineData("A pen costs 2 dollars and a book 5 dollars. How much do 3 pens and 2 books cost?", "mathematics")]
    [InlineData("Who painted the ceiling of the Sistine Chapel?", "qa")]
    public async Task Classify_PlainPrompt_IsNamedByItsRule(string prompt, string task)
    {
        var said = await new RuleClassifier().ClassifyAsync([new Message("user", prompt)], TestContext.Current.CancellationToken);
        Assert.Equal(task, said.Label);
        Assert.StartsWith("rule: ", said.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Classify_NoRuleFires_Abstains()
    {
        var said = await new RuleClassifier().ClassifyAsync([new Message("user", "zzz")], TestContext.Current.CancellationToken);
        Assert.Null(said.Label);
        Assert.Equal("no rule fires", said.Why);
    }

    /// <summary>A rule's confidence is the share of the committed prompts on which it is right: it neither boasts nor fires on nothing.</summary>
    [Fact]
    public void Rules_Confidences_AreThoseOnTheCommittedPrompts()
    {
        var fired = TrainingPrompt.BuiltIn()
            .Select(prompt => (prompt.Task, Signs: new PromptSigns(PromptText.Of([new Message("user", prompt.Prompt)]))))
            .Select(row => (row.Task, Rule: PromptRule.All.FirstOrDefault(rule => rule.Fires(row.Signs))))
            .Where(row => row.Rule is not null)
            .ToLookup(row => row.Rule!, row => row.Task);
        Assert.All(PromptRule.All, rule =>
        {
            var share = fired[rule].Count(task => task == rule.Task) / (double)fired[rule].Count();
            Assert.True(Math.Abs(share - rule.Confidence) < 0.1, $"{rule.Name}: {share:F2} of {fired[rule].Count()}, said {rule.Confidence}");
        });
    }
}
