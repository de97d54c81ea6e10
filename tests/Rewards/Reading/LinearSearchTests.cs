using Rlar.Rewards.Reading;

namespace Rlar.Rewards.Tests.Reading;

public sealed class LinearSearchTests
{
    [Fact]
    public void Contains_PeriodicTexts_IsTheLibrarysOwn()
    {
        var random = new Random(3);
        var found = 0;
        for (var round = 0; round < 3000; round++)
        {
            // Few letters, so that many starts match and fail late.
            string Text(int length) => string.Concat(Enumerable.Range(0, length).Select(at => at % 7 == 0 && random.Next(9) == 0 ? 'b' : 'a'));
            var text = Text(random.Next(400));
            var wanted = random.Next(2) == 0 && text.Length > 0 ? text[random.Next(text.Length)..] : Text(random.Next(1, 200));
            Assert.Equal(text.Contains(wanted, StringComparison.Ordinal), LinearSearch.Contains(text, wanted));
            found += wanted.Length > 64 && text.Contains(wanted, StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.InRange(found, 200, 2800);
    }

    [Fact]
    public void Contains_PlacesThatAreNotAccepted_AreTheLibrarysOwn()
    {
        var random = new Random(4);
        for (var round = 0; round < 1000; round++)
        {
            string Text(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => random.Next(30) == 0 ? "bBÉéıſK"[random.Next(7)] : random.Next(2) == 0 ? 'a' : 'A'));
            var text = Text(300);
            var start = random.Next(200);
            var wanted = random.Next(2) == 0 ? text.Substring(start, random.Next(1, 100)).ToUpperInvariant() : Text(random.Next(1, 100));
            foreach (var comparison in new[] { StringComparison.Ordinal, StringComparison.OrdinalIgnoreCase })
            {
                var places = new List<int>();
                for (var at = text.IndexOf(wanted, comparison); at >= 0; at = text.IndexOf(wanted, at + 1, comparison))
                    places.Add(at);
                var found = new List<int>();
                Assert.False(LinearSearch.Contains(text, wanted, comparison == StringComparison.OrdinalIgnoreCase, at =>
                {
                    found.Add(at);
                    return false;
                }));
                Assert.Equal(places, found);
            }
        }
    }

    // What is folded before a long search is what the library takes for the same.
    [Fact]
    public void Contains_EveryLetter_IsFoldedAsTheLibraryDoes()
    {
        for (var character = 0; character < 0x1F000; character++)
        {
            if (character is >= 0xD800 and < 0xE000)
                continue;
            var text = char.ConvertFromUtf32(character);
            foreach (var other in new[] { text.ToUpperInvariant(), text.ToLowerInvariant(), text.ToUpperInvariant().ToLowerInvariant(), text.ToLowerInvariant().ToUpperInvariant() })
                Assert.True(LinearSearch.Folded(text) == LinearSearch.Folded(other) == text.Equals(other, StringComparison.OrdinalIgnoreCase), $"U+{character:X4}");
        }
    }

    [Theory]
    [InlineData(199_999, true)]
    [InlineData(200_001, false)]
    public void Contains_MegabytesOfOneLetter_Ends(int length, bool expected) =>
        Assert.Equal(expected, LinearSearch.Contains(new string('a', 1_000_000) + "b" + new string('a', 100), new string('a', length) + (expected ? "b" : "bb")));
}
