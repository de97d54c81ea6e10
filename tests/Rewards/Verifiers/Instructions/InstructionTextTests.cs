using Rlar.Rewards.Reading.Language;
using Rlar.Rewards.Reading.Literals;
using Rlar.Rewards.Reading.Words;

namespace Rlar.Rewards.Tests.Verifiers.Instructions;

public sealed class InstructionTextTests
{
    [Theory]
    [InlineData("Dr. Smith paid $3.50. He left!", "Dr. Smith paid $3.50.|He left!")]
    [InlineData("He said \"No.\" (Really.) Yes", "He said \"No.\"|(Really.)|Yes")]
    [InlineData("1. One 2. two", "1.|One 2. two")]
    [InlineData("Wait... Then go. wait... stop", "Wait...|Then go.|wait... stop")]
    [InlineData("", "")]
    public void PunktSentences_Split_CutsAsPunktDoes(string text, string expected) => Assert.Equal(expected, string.Join('|', PunktSentences.Split(text)));

    [Theory]
    [InlineData("I can't, won't \"stop\".", "I|ca|n't|,|wo|n't|``|stop|''|.")]
    [InlineData("He'll pay 3,000 (U.S.) dollars...", "He|'ll|pay|3,000|(|U.S.|)|dollars|...")]
    [InlineData("cannot gonna d'ye -- x*y", "can|not|gon|na|d|'ye|--|x|*|y")]
    public void TreebankWords_Of_CutsAsNltkDoes(string text, string expected) => Assert.Equal(expected, string.Join('|', TreebankWords.Of(text)));

    [Theory]
    [InlineData("Mr. Smith went to a.com. He left.", "Mr. Smith went to a.com.|He left.")]
    [InlineData("I have a Ph.D. in it... Good? \"Yes.\" Ok", "I have a Ph.D. in it...|Good?|\"Yes\".|Ok")]
    public void IfEvalSentences_Split_CutsAsIfEvalsOwnSplitterDoes(string text, string expected) => Assert.Equal(expected, string.Join('|', IfEvalSentences.Split(text)));

    [Theory]
    [InlineData("Das ist ein Haus und die Katze ist nicht zu Hause.", "de")]
    [InlineData("La casa es muy grande y el perro no está en la calle.", "es")]
    [InlineData("Não há mais nada que eu possa fazer com isso.", "pt")]
    [InlineData("Il gatto è sul tavolo e non vuole scendere per la cena.", "it")]
    [InlineData("Le chat est sur la table et il ne veut pas descendre.", "fr")]
    [InlineData("Kissa on pöydällä ja se ei halua tulla alas.", "fi")]
    [InlineData("Con mèo ở trên bàn và nó không muốn xuống.", "vi")]
    [InlineData("Paka yuko juu ya meza na hataki kushuka kwa sababu ya mbwa.", "sw")]
    [InlineData("Kot jest na stole i nie chce zejść, bo się boi.", "pl")]
    [InlineData("Кошка сидит на столе и не хочет слезать вниз.", "ru")]
    [InlineData("Котката е на масата и не иска да слезе, защото се страхува от кучето.", "bg")]
    [InlineData("Кішка сидить на столі і не хоче злазити вниз.", "uk")]
    [InlineData("گربه روی میز است و نمی خواهد پایین بیاید", "fa")]
    [InlineData("بلی میز پر ہے اور نیچے نہیں آنا چاہتی", "ur")]
    [InlineData("القطة على الطاولة ولا تريد أن تنزل من هذا المكان", "ar")]
    [InlineData("बिल्ली मेज पर है और नीचे नहीं आना चाहती", "hi")]
    [InlineData("मांजर टेबलावर आहे आणि ते खाली येत नाही", "mr")]
    [InlineData("बिरालो टेबलमा छ र यो तल आउन चाहँदैन", "ne")]
    [InlineData("ਬਿੱਲੀ ਮੇਜ਼ ਤੇ ਹੈ", "pa")]
    [InlineData("ネコはテーブルの上にいます", "ja")]
    [InlineData("猫在桌子上", "zh-cn")]
    [InlineData("12 + 3 = 15", null)]
    [InlineData("Zxqv brnt", "unknown")]
    [InlineData("Guten Morgen.", "de")]
    [InlineData("Vielen Dank!", "de")]
    [InlineData("Merci beaucoup !", "fr")]
    [InlineData("No tengo tiempo.", "es")]
    [InlineData("Muchas gracias.", "es")]
    [InlineData("Grazie mille.", "it")]
    [InlineData("Bom dia.", "pt")]
    [InlineData("Dank je wel.", "nl")]
    [InlineData("Dzień dobry.", "pl")]
    [InlineData("Москва — столица.", "ru")]
    [InlineData("Хорошая погода.", "ru")]
    [InlineData("सुप्रभात।", "hi")]
    [InlineData("Hava güzel.", "tr")]
    [InlineData("Good morning.", "en")]
    [InlineData("My answer is maybe.", "en")]
    public void LanguageDetector_Detect_FindsTheLanguage(string text, string? expected) => Assert.Equal(expected, LanguageDetector.Detect(text));

    [Theory]
    [InlineData("[1, {'a': None, \"b\": (True, -2.5, 'it\\'s \\u00e9')}, ]", "[1,{\"a\":null,\"b\":[true,-2.5,\"it\\u0027s \\u00E9\"]}]")]
    [InlineData("{'a': 1", null)]
    [InlineData("[os.system('x')]", null)]
    public void JsonOrPython_Read_TakesLiteralsAlone(string text, string? expected) => Assert.Equal(expected, JsonOrPython.Read(text)?.GetRawText());

    [Theory]
    [InlineData("[", 1_000_000)]
    [InlineData("{\"a\":", 300_000)]
    public void PythonJson_IsValid_DoesNotMindDepth(string opener, int times) =>
        Assert.False(PythonJson.IsValid(string.Concat(Enumerable.Repeat(opener, times))));

    [Fact]
    public void Text_RandomPieces_NeverThrowAndLoseNoLetter()
    {
        string[] pieces = ["Mr.", "U.S.", " ", "\n", ".", "!", "?", "...", "\"", "'", "``", "(", "]", ",", ":", "--", "*", "The", "cat", "A.", "1.", "2.5", "don't", "cannot", "’", "“", "é", "हि", "\uD83D\uDE00", "\uD83D"];
        var random = new Random(7);
        for (var i = 0; i < 5000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 15)).Select(_ => pieces[random.Next(pieces.Length)]));
            Assert.Equal(text.Count(char.IsLetterOrDigit), string.Concat(TreebankWords.Of(text)).Count(char.IsLetterOrDigit));
            Assert.Equal(text.Count(c => !char.IsWhiteSpace(c)), PunktSentences.Split(text).Sum(sentence => sentence.Count(c => !char.IsWhiteSpace(c))));
            Assert.Equal(PunktSentences.Split(text).Count, PunktSentences.Count(text));
        }
    }
}
