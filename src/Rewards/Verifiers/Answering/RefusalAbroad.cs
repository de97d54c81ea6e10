using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Patterns;

namespace Rlar.Rewards.Verifiers.Answering;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>Tells refusals in other languages than English: by a phrase of one near the beginning, and by how the rest goes on.</summary>
internal static partial class RefusalAbroad
{
    private const int Opening = 120;

    // A refusal and its reasons take no more.
    private const int Longest = 400;
    private const int LongestIdeographic = 160;

    // No refusal in ASCII letters is without one of them.
    private static readonly SearchValues<string> s_words = SearchValues.Create(
        ["nicht", "no p", "no v", "no me es", "je ne", "nous ne", "non p", "non s", "niet", "tidak"], StringComparison.OrdinalIgnoreCase);

    private static readonly LinearPattern s_phrase = new(Phrase());
    private static readonly LinearPattern s_substance = new(Substance());

    /// <summary>What a response is that refuses in another language; null where it does not.</summary>
    internal static RefusalKind? Of(string text)
    {
        var opening = text.AsSpan(0, Math.Min(text.Length, Opening));
        if (Ascii.IsValid(opening) && !opening.ContainsAny(s_words))
            return null;
        if (s_phrase.Match(text, 0, Math.Min(text.Length, Opening)) is not { Success: true } phrase)
            return null;
        var longest = text[phrase.Index] >= '\u2e80' ? LongestIdeographic : Longest;
        return text.Length > longest || s_substance.IsMatch(text) ? RefusalKind.Partial : RefusalKind.Refusal;
    }

    [GeneratedRegex(
        @"\bkann (ich )?(dir |ihnen |euch )?((leider|dabei|damit|hierbei|da|das|diese[rs]?|nicht|anfrage|bitte) )*nicht\b|\b(kann|werde"
        + @"|darf) (ich )?([a-zäöü]+ ){0,4}nicht (weiter)?(helfen|unterstützen|beantworten|bereitstellen|geben|erfüllen)"
        + @"|\bno (puedo|podemos|voy a) (ayud|proporcion|asist|dar|hacer|responder|cumplir|ofrec|facilit|complac)|\bno me es posible\b"
        + @"|\bje ne (peux|puis|vais) (malheureusement )?pas\b|\bje ne suis pas en mesure\b|\bnous ne pouvons pas\b"
        + @"|\bnão (posso|consigo|vou|podemos) (te |lhe |o )?(ajud|fornec|faz|dar|respond|auxili|oferec|atend)"
        + @"|\bnon (posso|possiamo) (proprio |purtroppo )?(aiut|forn|far|dar|rispond|assist|soddisf)|\bnon sono in grado di\b"
        + @"|\bне (могу|можем|буду|стану) ([а-яё]+ )?(помо|предостав|выполн|ответ|обсужд|дать|помогать|отвеч|рассказ)|\bне можу ([а-яіїє]+ )?(допомог"
        + @"|надат|викон|відпов)"
        + @"|\bnie (mogę|możemy|będę) (ci |państwu )?(pomóc|udziel|poda|spełni|odpowie|dostarczy|pomaga)|\bkan (ik )?(je "
        + @"|u )?([a-z]+ ){0,3}niet (mee )?(helpen|geven|beantwoorden|bieden)"
        + @"|\b(yardımcı olamam|yardım edemem|yanıt veremem|sağlayamam)|\bkhông thể (giúp|hỗ trợ|cung cấp|trả lời|đáp ứng)|\btidak (bisa"
        + @"|dapat) (membantu|memberikan|menjawab)|\bkan (jag )?(tyvärr )?inte hjälpa"
        + @"|(无法|不能|不会|無法|不能夠)(为您|为你|向您|向你|就此|對此|对此)?(帮助|帮您|帮你|提供|协助|回答|满足|幫助|協助|滿足)|(お手伝い|お答え|お応え|ご協力|提供|対応)(は|することは|することが)?(いた)?(し)?(でき|出来|しかね"
        + @"|いたしかね)(ません|ない|ます)"
        + @"|(도와|도움을|제공|답변|알려)[가-힣 ]{0,8}수 ?(가 )?없|لا (أستطيع|يمكنني|أقدر) (أن )?(مساعد|تقديم|أساعد|الإجابة|تلبية)|(मदद|सहायता)( प्रदान)? नहीं कर"
        + @"|ไม่สามารถ(ช่วย|ให้|ตอบ)",
        PatternOptions.AnyCase)]
    private static partial Regex Phrase();

    // Lists, steps, code, and words that turn to something else and are no offer of other help.
    [GeneratedRegex(
        @"```|(^|\n)\s*([-*\u2022]|[0-9]{1,2}[.)])\s+\S|\b(jedoch|trotzdem|dennoch|aber (hier|so)|sin embargo|no obstante|pero (aquí|el|la|usa)"
        + @"|cependant|toutefois|mais (voici|la|le)|no entanto|porém|contudo|mas (aqui|a|o)"
        + @"|tuttavia|però|ma (ecco|il|la)|однако|но (вот|если)|jednak|ale (oto|możesz)|echter|maar (hier|je)|ancak|fakat|tuy nhiên|namun)\b|但是|不过|然而"
        + @"|但如果|しかし|ですが、|ただし|[.\s]하지만|그러나|لكن|हालाँकि|लेकिन|อย่างไรก็ตาม",
        PatternOptions.AnyCase)]
    private static partial Regex Substance();
}
