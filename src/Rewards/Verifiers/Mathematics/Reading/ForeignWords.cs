using System.Buffers;
using System.Collections.Frozen;

namespace Rlar.Rewards.Verifiers.Mathematics.Reading;

/// <summary>
/// The words of other languages and scripts that mean something beside a number: what joins answers, what multiplies a number, and what
/// makes another one of it. Every other word of letters names what is counted.
/// </summary>
internal static class ForeignWords
{
    /// <summary>What multiplies the number before it.</summary>
    internal static FrozenDictionary<string, long> Multipliers { get; } = Read("""
        100: сотен сотня сотни 百 cien ciento cientos hundert cem सौ مئة مائة 백
        1000: тысяч тысяча тысячи тыс 千 mil Tausend tausend mille हज़ार हजार ألف 천 ngàn nghìn
        10000: 万 萬 만
        100000: лакх लाख
        1000000: миллион миллиона миллионов млн Millionen millones millón milhões milhão milioni milione triệu مليون 백만
        10000000: करोड़
        100000000: 亿 億 억
        1000000000: миллиард миллиарда миллиардов млрд Milliarde Milliarden milliard milliards مليار tỷ
        12: дюжина дюжины дюжин Dutzend docenas docena douzaine douzaines dúzia dúzias 打
        """);

    /// <summary>"Or", between answers.</summary>
    internal static FrozenSet<string> Or { get; } = Set("или либо oder ou o u 或 或者 或是 または 또는 या أو veya lub hoặc");

    /// <summary>"And", between answers.</summary>
    internal static FrozenSet<string> And { get; } = Set("и und et y e 和 与 及 以及 と 그리고 और و ve và");

    // Beside a number these make another number, a bound or none of it.
    private static readonly FrozenSet<string> s_changing = Set("""
        не нет плюс минус раз раза умножить делить разделить больше меньше более менее свыше почти около примерно
        половина половины кроме процент процентов процента
        nicht kein keine plus mal minus geteilt mehr weniger über unter etwa halb halbe Hälfte außer Prozent fast mindestens höchstens
        pas non moins fois divisé environ moitié sauf pourcent demi demie plus
        no más menos veces por dividido mitad medio excepto casi ciento
        não mais vezes metade meio exceto nunca
        नहीं गुना आधा प्रतिशत से कम अधिक ज़्यादा
        ليس نصف أكثر أقل من غير
        아니다 아님 배 이상 이하 미만 초과 반
        """);

    // In Chinese and Japanese, which part no words.
    private static readonly SearchValues<char> s_changingSigns = SearchValues.Create("不非没未半倍百千万萬亿億十分点點多少余餘超过過以约約近或和与及除加减減乘%折ないく");

    // Korean, Hindi, Japanese and Chinese words of denial, in all their forms.
    private static readonly string[] s_denying = ["ありません", "ではな", "じゃな", "間違", "誤", "错", "錯", "아니", "아닌", "아닙", "이상", "이하", "नही"];

    /// <summary>Whether a word may name what is counted.</summary>
    internal static bool MayCount(string word) =>
        !Multipliers.ContainsKey(word) && !Or.Contains(word) && !And.Contains(word) && !s_changing.Contains(word)
        && !s_denying.Any(d => word.Contains(d, StringComparison.Ordinal))
        && !(IsOfIdeographs(word) && word.AsSpan().IndexOfAny(s_changingSigns) >= 0);

    /// <summary>A letter of Chinese, Japanese or Korean.</summary>
    internal static bool IsIdeograph(char c) => c is (>= '\u3040' and <= 'ヿ') or (>= '一' and <= '鿿') or (>= '가' and <= '\uD7AF');

    private static bool IsOfIdeographs(string word) => IsIdeograph(word[0]);

    private static FrozenSet<string> Set(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static FrozenDictionary<string, long> Read(string table)
    {
        var words = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            foreach (var word in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                words[word] = long.Parse(line[..colon], System.Globalization.CultureInfo.InvariantCulture);
        }

        return words.ToFrozenDictionary();
    }
}
