using System.Text;
using Rlar.Server.Dialects;

namespace Rlar.Server.Tests.Dialects;

public sealed class QueryTextTests
{
    [Theory]
    [InlineData("Q?A", "Q?", "A")]
    [InlineData("Q?A<|im_end|>", "Q?", "A")]
    [InlineData("Q?A</s>", "Q?", "A")]
    [InlineData("Q?A<|eot_id|><|end_of_text|>", "Q?", "A")]
    [InlineData("Q?A\n<|im_end|>\n", "Q?", "A\n")]
    [InlineData("Q?A<b>", "Q?", "A<b>")] // no token
    [InlineData("Q?the token <|im_end|> ends a turn", "Q?", "the token <|im_end|> ends a turn")]
    [InlineData("Q?<|im_end|>", "Q?", "")]
    [InlineData("Q?", "Q?", "")]
    [InlineData("<s>Q? and more of itA", "Q? and more of it", "A")] // a beginning of text
    [InlineData("question of many words\nA", "the head of a question of many words\n", "A")] // cut from the left
    [InlineData("caf\u00E9?A", "cafe\u0301?", "A")] // the tokenizer normalized it
    [InlineData("<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\nA<|im_end|>", "", "A")]
    [InlineData("just a text", "", "just a text")]
    [InlineData("something else", "a prompt that is not in it", null)]
    public void Completion_IsWhatFollowsThePrompt(string query, string prompt, string? completion) =>
        Assert.Equal(completion, QueryText.Completion(query, prompt));

    [Fact]
    public void Completion_OfAnyPromptCutAnywhere_IsWhatFollows()
    {
        var random = new Random(7);
        for (var i = 0; i < 500; i++)
        {
            var prompt = Text(random, 12 + random.Next(60));
            var answer = "\n" + Text(random, random.Next(40));
            var cut = random.Next(prompt.Length - 11);
            Assert.Equal(answer, QueryText.Completion(prompt[cut..] + answer, prompt));
        }
    }

    // Of few letters, so that a text repeats itself.
    private static string Text(Random random, int length)
    {
        var text = new StringBuilder();
        for (var i = 0; i < length; i++)
            text.Append("aab "[random.Next(4)]);
        return text.ToString();
    }
}
