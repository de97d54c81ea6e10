
namespace Rlar.Rewards.Tests.Verifiers.Answering;

/// <summary>Questions in words: what an answer asserts, and what it only names.</summary>
public sealed class QaMatchTests
{
    private static double Value(string? question, string reference, string answer, params (string, string)[] settings)
    {
        var query = ToolHarness.QueryOf(reference.Split('|')) with { Prompt = question is null ? [] : [new Message("user", question)] };
        return Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run("qa-match", query, answer, settings)).Value;
    }

    [Theory]
    [InlineData("It was written by Jane Austen.")]
    [InlineData("The author of the novel Emma is **Jane Austen**.")]
    [InlineData("Austen")]
    [InlineData("Jane Austen, an English novelist, wrote it.")]
    [InlineData("Not Charlotte Bront\u00eb but Jane Austen.")]
    [InlineData("It wasn't Emily Bront\u00eb; it was Jane Austen.")]
    [InlineData("None other than Jane Austen.")]
    [InlineData("Some say Mary Shelley, but it was Jane Austen.")]
    [InlineData("Mary Shelley. Wait, no, Jane Austen.")]
    [InlineData("Jane Austen (1775\u20131817)")]
    [InlineData("Emma is a novel about youthful hubris. It was written by Jane Austen and first published in December 1815.")]
    public void AnswerInASentence_IsRight(string answer) => Assert.Equal(1, Value("Who wrote the novel Emma?", "Jane Austen", answer));

    [Theory]
    [InlineData("It was not Jane Austen.")]
    [InlineData("Jane Austen or Mary Shelley")]
    [InlineData("Jane Austen, Mary Shelley, Emily Bront\u00eb")]
    [InlineData("Jane Austen Mary Shelley Emily Bront\u00eb")]
    [InlineData("Candidates:\n- Jane Austen\n- Mary Shelley\n- Emily Bront\u00eb")]
    [InlineData("It was Jane Austen. It was Mary Shelley. It was Emily Bront\u00eb.")]
    [InlineData("Not Jane Austen but Mary Shelley.")]
    [InlineData("Jane Austen, no wait, Mary Shelley")]
    [InlineData("It might be Jane Austen.")]
    [InlineData("I don't know. Perhaps Jane Austen.")]
    [InlineData("Many think it was Jane Austen, but it was Mary Shelley.")]
    [InlineData("Is it Jane Austen?")]
    [InlineData("If not Mary Shelley, then Jane Austen.")]
    [InlineData("Anyone but Jane Austen.")]
    [InlineData("Jane Austen did not write it.")]
    [InlineData("A friend of Jane Austen")]
    [InlineData("Mary Shelley, followed by Jane Austen")]
    [InlineData("Jane")]
    [InlineData("Emily Austen")]
    [InlineData("Who wrote the novel Emma?")]
    public void DenialGuessOrList_IsWrong(string answer) => Assert.Equal(0, Value("Who wrote the novel Emma?", "Jane Austen", answer));

    [Theory]
    [InlineData("18 May 2018", 1)]
    [InlineData("May 18th, 2018", 1)]
    [InlineData("2018-05-18", 1)]
    [InlineData("05/18/2018", 1)]
    [InlineData("It was opened on Friday, the 18th of May 2018.", 1)]
    [InlineData("2018", 1)]
    [InlineData("May 19, 2018", 0)]
    [InlineData("May 18, 2017", 0)]
    [InlineData("May 18, 2018 or May 19, 2018", 0)]
    [InlineData("Between May 17, 2018 and May 18, 2018", 0)]
    [InlineData("2017, 2018, 2019", 0)]
    [InlineData("before 2018", 0)]
    [InlineData("2016-2018", 0)]
    [InlineData("May", 0)]
    public void Dates_Agree(string answer, double value) => Assert.Equal(value, Value("When was the bridge opened to the public?", "May 18, 2018", answer));

    [Theory]
    [InlineData("two", 1)]
    [InlineData("Mars has 2 moons, Phobos and Deimos.", 1)]
    [InlineData("at least 2", 0)]
    [InlineData("between 2 and 5", 0)]
    [InlineData("1, 2, 3", 0)]
    [InlineData("2%", 0)]
    [InlineData("-2", 0)]
    [InlineData("2 million", 0)]
    public void Numbers_Agree(string answer, double value) => Assert.Equal(value, Value("How many moons does Mars have?", "2", answer));

    [Theory]
    [InlineData("Who was king?", "George VI", "King George the Sixth", 1)]
    [InlineData("Who was king?", "George VI", "George V", 0)]
    [InlineData("Which team won?", "Manchester United|Man Utd", "Manchester City", 0)]
    [InlineData("Which team won?", "Manchester United|Man Utd", "Manchester United F.C. won.", 1)]
    [InlineData("Where is it?", "Perth", "Perth, Western Australia", 1)]
    [InlineData("Where is it?", "Perth", "Perth, Sydney", 0)]
    [InlineData("Where is it?", "Perth", "Sydney (Perth)", 0)]
    [InlineData("Who sang it?", "Vincent van Dyk", "Theo van Dyk", 0)]
    [InlineData("Who sang it?", "Vincent van Dyk", "van Dyk", 1)]
    [InlineData("Who sang it?", "Neil Sands|Sands", "Louis Sands", 0)]
    [InlineData("What pumps blood?", "the heart", "hearts", 1)]
    [InlineData("What pumps blood?", "the heart", "the lungs, the heart, the liver", 0)]
    [InlineData("Is the tomato a fruit?", "yes", "Yes, botanically it is one.", 1)]
    [InlineData("Is the tomato a fruit?", "yes", "Yes and no.", 0)]
    [InlineData("\u8c01\u5199\u4e86\u5b83\uff1f", "\u66f9\u96ea\u82b9", "\u4f5c\u8005\u662f\u66f9\u96ea\u82b9\u3002", 1)]
    [InlineData("\u8c01\u5199\u4e86\u5b83\uff1f", "\u66f9\u96ea\u82b9", "\u4f5c\u8005\u4e0d\u662f\u66f9\u96ea\u82b9\u3002", 0)]
    [InlineData("Wer malte es?", "Paul Klee", "Es wurde von Paul Klee gemalt.", 1)]
    [InlineData("Wer malte es?", "Paul Klee", "Es wurde nicht von Paul Klee gemalt.", 0)]
    public void Names_AndCommonWords(string question, string reference, string answer, double value) => Assert.Equal(value, Value(question, reference, answer));

    [Theory]
    [InlineData("Oslo", "\\boxed{\\text{Oslo}}", 1)]
    [InlineData("Oslo", "\\boxed{Oslo}, no wait, Bern", 0)]
    [InlineData("Oslo", "Answer: Oslo. It is not Bern.", 1)]
    [InlineData("Oslo", "~~Oslo~~", 0)]
    [InlineData("Oslo", "O.s.l.o", 0)]
    [InlineData("Oslo", "!Oslo", 0)]
    [InlineData("Oslo", "Oslo, Texas", 0)]
    [InlineData("USA", "U.S.A.", 1)]
    [InlineData("007", "7", 0)]
    public void WithoutAQuestion_MarksAndTakingBack(string reference, string answer, double value) => Assert.Equal(value, Value(null, reference, answer));

    [Theory]
    [InlineData("The two are Oslo and Bern.", 1)]
    [InlineData("Oslo, not Bern", 0)]
    [InlineData("Oslo or Bern", 0)]
    [InlineData("Bern, Oslo and Rome", 0)]
    public void All_NamesEachAndNoOther(string answer, double value) => Assert.Equal(value, Value(null, "Oslo|Bern", answer, ("mode", "all")));

    [Fact]
    public void LongTexts_TakeLinearTime()
    {
        var answer = string.Concat(Enumerable.Repeat("Jane Austen, or maybe not, ", 20_000));
        Assert.Equal(0, Value("Who wrote the novel Emma?", "Jane Austen", answer));
    }

    [Theory]
    [InlineData("How high is it?", "1,450 km|901 mi", "1450 kilometres", 1)]
    [InlineData("How high is it?", "1,450 km|901 mi", "It is about 901 miles (1,450 km) high.", 1)]
    [InlineData("How high is it?", "1,450 km|901 mi", "1,450 feet", 0)]
    [InlineData("How much did it cost?", "$12 million", "$12 million, or about 3 cents each", 1)]
    [InlineData("How much did it cost?", "$12 million", "$12 million or about $20 million", 0)]
    [InlineData("How long do they live?", "8 to 11 years", "between 8 and 11 years", 1)]
    [InlineData("How many are there?", "305", "three hundred and five", 1)]
    [InlineData("How many are there?", "305", "three hundred and six", 0)]
    [InlineData("Which body did it?", "World Meteorological Organization", "The WMO did it.", 1)]
    [InlineData("Which body did it?", "World Meteorological Organization", "WTO", 0)]
    [InlineData("Who hosted it?", "United States of America", "the USA", 1)]
    [InlineData("Who won the match?", "Portugal", "the Portuguese", 1)]
    [InlineData("Who won the match?", "Portugal", "Portugal lost to Spain", 0)]
    [InlineData("Which ocean is it?", "Indian Ocean", "India", 0)]
    [InlineData("Where is it?", "Reading, Pennsylvania", "Reading, PA", 1)]
    [InlineData("Where is it?", "Reading, Pennsylvania", "Reading, CA", 0)]
    [InlineData("Where does the Chester team play?", "Chester, Pennsylvania", "Reading, Pennsylvania", 0)]
    [InlineData("Who plays Anna in the film?", "Keira Knightley", "Anna Karenina (Keira Knightley)", 1)]
    [InlineData("Who is the mother of Ben Solo?", "Leia Solo", "Solo", 0)]
    [InlineData("Who leads it?", "Ursula Leyen", "Ursula Gertrud Maria Leyen", 1)]
    [InlineData("What was the old name of New Haven?", "New Quinnipiac", "Quinnipiac", 0)]
    [InlineData("Which bird is it?", "the kingfisher", "king fisher", 1)]
    [InlineData("Which town is it?", "Helsinki", "Hels-inki", 0)]
    [InlineData("Who sang it?", "Beyonce", "Beyonc\u00e9", 1)]
    [InlineData("Who wrote it?", "Jane Austen", "Mary Shelley. No wait, Jane Austen.", 1)]
    [InlineData("Who wrote it?", "Jane Austen", "Jane Austen. No wait, Mary Shelley.", 0)]
    [InlineData("Which amendment was it?", "Twelfth Amendment", "10th, 11th, 12th", 0)]
    public void WrittenOtherwise_IsReadAsPeopleDo(string question, string reference, string answer, double expected) =>
        Assert.Equal(expected, Value(question, reference, answer));
}
