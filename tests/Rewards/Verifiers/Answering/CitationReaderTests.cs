using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Verifiers.Answering;

namespace Rlar.Rewards.Tests.Verifiers.Answering;

public sealed class CitationReaderTests
{
    private static readonly string[] s_pieces =
        ["ab", " ", " ", "\n", "\n", "\r\n", "\t", ".", "!", "\"", "\u201c", "\u201d", "[1]", "[2, 3]", "[4-6]", "\u30107\u2020x\u3011", "c d e f", ".5"];

    [Fact]
    public void Sentences_AnyWhiteSpace_AreThoseOfTheTextAsWritten()
    {
        var random = new Random(3);
        for (var turn = 0; turn < 20_000; turn++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => s_pieces[random.Next(s_pieces.Length)]));
            Assert.Equal(Shown(CitationReader.SentencesAsWritten(text)), Shown(CitationReader.Sentences(text)));
        }
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData(" \n\n\t")]
    public void WithShortBlanks_AMegabyteOfWhiteSpaceByTurns_LeavesFourCharacters(string blanks) =>
        Assert.True(CitationReader.WithShortBlanks($"a.{string.Concat(Enumerable.Repeat(blanks, 500_000))}[1]").Length <= 2 + 4 + 3);

    private static string Shown(IEnumerable<CitedSentence> sentences) => string.Join('|', sentences.Select(sentence =>
        $"{string.Join(',', sentence.Marks)}:{string.Join(';', sentence.Quotes.Select(TextNormalization.Normalize))}"));
}
