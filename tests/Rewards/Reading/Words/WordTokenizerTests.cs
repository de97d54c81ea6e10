using Rlar.Rewards.Reading.Words;

namespace Rlar.Rewards.Tests.Reading.Words;

public sealed class WordTokenizerTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  ,.! ", "")]
    [InlineData("Hello, world", "Hello|world")]
    [InlineData("don't 'quote'", "don't|quote")]
    [InlineData("cafe\u0301 na\u00EFve", "cafe\u0301|na\u00EFve")]
    [InlineData("3.5 a_b", "3|5|a|b")]
    public void Words_Text_AreRunsOfLettersAndDigits(string text, string words)
    {
        Assert.Equal(words, string.Join('|', WordTokenizer.Words(text)));
        Assert.Equal(WordTokenizer.Words(text).Count, WordTokenizer.Count(text));
    }
}
