using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Rlar.Rewards.Reading;
using Rlar.Rewards.Reading.Python;
using Rlar.Rewards.Reading.Words;

namespace Rlar.Rewards.Verifiers.Instructions.Kinds;

/// <summary>IFBench's kinds that belong to one question each. Their fields, where a row has any, are not read.</summary>
internal static partial class IfBenchCustom
{
    private static readonly char[] s_trimmed = [.. PythonText.Punctuation, ' '];
    private static readonly string[] s_multiples = ["14", "21", "28", "35", "42", "49"];

    // As the question's own key has them, from north to south.
    private static readonly string[] s_capitals =
        ("Reykjavik Helsinki Oslo Tallinn Stockholm Riga Moscow Copenhagen Vilnius Minsk "
        + "Dublin Berlin Amsterdam Warsaw London Brussels Prague Luxembourg Paris "
        + "Vienna Bratislava Budapest Vaduz Chisinau Bern Ljubljana Zagreb").Split(' ');

    /// <summary>The kinds.</summary>
    internal static IReadOnlyList<InstructionKind> Kinds { get; } =
    [
        new("custom:multiples", text => IfBenchCounts.DigitRuns(text).SequenceEqual(s_multiples)),
        new("custom:mcq_count_length", AreFourQuestions),
        new("custom:reverse_newline", IsReverseList),
        new("custom:word_reverse", IsReversedSentence),
        new("custom:character_reverse", text => text.Contains("elgae dlab", StringComparison.OrdinalIgnoreCase)),
        new("custom:sentence_alphabet", IsAlphabet),
        new("custom:european_capitals_sort", text =>
            Ascii(text).Split(',')
                .Where(part => !PythonText.IsBlank(part))
                .Select(part => PythonText.Strip(part))
                .SequenceEqual(s_capitals)),
        new("custom:csv_city", IsCityTable),
        new("custom:csv_special_character", IsProductTable),
        new("custom:csv_quotes", IsStudentTable),
        new("custom:date_format_list", text => Array.TrueForAll(PythonText.Strip(text).Split(','), IsDate)),
    ];

    // NFKD without what is not ASCII: the letters stay, their marks go.
    private static string Ascii(string text) => string.Concat(UnicodeForms.Of(text, NormalizationForm.FormKD).Where(char.IsAscii));

    private static bool AreFourQuestions(string text)
    {
        if (!text.StartsWith("Question", StringComparison.Ordinal))
            return false;
        var questions = QuestionStarts().Split(text).Select(part => PythonText.Strip(part)).Where(part => part.Length > 0).ToArray();
        if (questions.Length != 4)
            return false;
        var before = -1;
        foreach (var question in questions)
        {
            var lines = question.Split('\n').Select(line => PythonText.Strip(line)).ToArray();
            if (lines.Count(OptionStarts().IsMatch) != 5)
                return false;
            var stem = string.Join(' ', lines.TakeWhile(line => !OptionStarts().IsMatch(line)));
            var length = PythonWords.Length(PythonText.Strip(stem));
            if (length <= before)
                return false;
            before = length;
        }

        return true;
    }

    [GeneratedRegex(@"(?:Question \d+[.|):;]?\s*)", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, 5000)]
    private static partial Regex QuestionStarts();

    [GeneratedRegex(@"^[A-Ea-e][.|)]\s*\w+", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, 5000)]
    private static partial Regex OptionStarts();

    // Sorted by code point after the marks of letters are gone.
    private static bool IsReverseList(string text)
    {
        var lines = text.Split('\n').Select(line => line.Trim(s_trimmed)).Where(line => line.Length > 0)
            .SkipWhile(line => !line.Contains("Zimbabwe", StringComparison.Ordinal)).Select(Ascii).ToArray();
        return lines.Length >= 52 && lines.Zip(lines.Skip(1)).All(pair => string.CompareOrdinal(pair.First, pair.Second) >= 0);
    }

    private static bool IsReversedSentence(string text)
    {
        var words = PythonText.Split(PythonText.WithoutPunctuation(PythonText.Strip(text.ToLowerInvariant())));
        words.Reverse();
        var sentence = string.Join(' ', words);

        // Without punctuation the text is one sentence: itself.
        return sentence.Contains("bald eagle", StringComparison.Ordinal) && PunktSentences.Split(sentence).Contains(sentence, StringComparer.Ordinal);
    }

    private static bool IsAlphabet(string text)
    {
        var sentences = PunktSentences.Split(text);
        return sentences.Count == 26 && sentences.Index().All(pair =>
            PythonText.Split(pair.Item) is { Count: > 0 } words && char.ToLowerInvariant(words[0][0]) == 'a' + pair.Index);
    }

    private static bool IsCityTable(string text)
    {
        var rows = PythonCsv.Read(text, ',');
        return rows.Count == 8 && rows[0].SequenceEqual(["ID", "Country", "City", "Year", "Count"]) && rows.TrueForAll(row => row.Count == 5);
    }

    // Quotes are doubled before the table is read, so that each field keeps its own.
    private static bool IsProductTable(string text)
    {
        if (!ProductHeader().IsMatch(PythonText.Strip(text.Split('\n', 2)[0])))
            return false;
        var rows = PythonCsv.Read(text.Replace("\"", "\"\"\""), ',');
        if (rows.Count != 15)
            return false;
        foreach (var row in rows.Skip(1))
        {
            if (row.Count != 5)
                return false;
            if (row.Exists(SpecialField().IsMatch))
                return true;
        }

        return false;
    }

    private static bool IsStudentTable(string text)
    {
        if (!StudentHeader().IsMatch(PythonText.Strip(text.Split('\n', 2)[0])))
            return false;
        var rows = PythonCsv.Read(text.Replace("\"", "\"\"\""), '\t');
        return rows.Count == 4 && rows.TrueForAll(row => row.Count == 5 && row.TrueForAll(IsQuoted));
    }

    private static bool IsQuoted(string field) => PythonText.Strip(field) is { Length: > 0 } content && content[0] == '"' && content[^1] == '"';

    [GeneratedRegex(
        "^(ProductID|\"ProductID\"),[ \\t]*(Category|\"Category\"),[ \\t]*(Brand|\"Brand\"),"
        + "[ \\t]*(Price|\"Price\"),[ \\t]*(Stock|\"Stock\")$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture,
        2000)]
    private static partial Regex ProductHeader();

    [GeneratedRegex(
        "^(StudentID|\"StudentID\")\\t *(Subject|\"Subject\")\\t *(Grade|\"Grade\")"
        + "\\t *(Semester|\"Semester\")\\t *(Score|\"Score\")$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture,
        2000)]
    private static partial Regex StudentHeader();

    [GeneratedRegex("^\".*[^\\d\\p{L}\\p{N}_\\s].*\"", RegexOptions.NonBacktracking, 2000)]
    private static partial Regex SpecialField();

    private static bool IsDate(string text)
    {
        var date = PythonText.Strip(text);
        if (!DateForm().IsMatch(date))
            return false;
        var parts = Array.ConvertAll(date.Split('-'), part => int.Parse(part, CultureInfo.InvariantCulture));
        var longest = parts[1] switch { 2 => 29, 4 or 6 or 9 or 11 => 30, 0 => int.MaxValue, _ => 31 };
        return parts[0] is >= 1769 and <= 1821 && parts[1] <= 12 && parts[2] <= longest;
    }

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", RegexOptions.NonBacktracking, 2000)]
    private static partial Regex DateForm();
}
