using Rlar.Rewards.Reading.Python;
using Rlar.Rewards.Reading.Words;

namespace Rlar.Rewards.Verifiers.Instructions.Kinds;

internal static partial class IfEvalG
{
    private static Predicate<string> FirstWordOfSentences(InstructionArguments arguments)
    {
        var wanted = arguments.FirstText("first_word");
        return text => IfEvalSentences.Split(text).TrueForAll(sentence => IsWord(sentence, last: false, wanted));
    }

    private static Predicate<string> LastWordOfSentences(InstructionArguments arguments)
    {
        var wanted = arguments.FirstText("last_word");
        return text => IfEvalSentences.Split(text).TrueForAll(sentence => IsWord(sentence, last: true, wanted));
    }

    private static Predicate<string> FirstWordOfAnswer(InstructionArguments arguments)
    {
        var wanted = arguments.Stripped("first_word");
        return text => IsWord(text, last: false, wanted);
    }

    private static Predicate<string> LastWordOfAnswer(InstructionArguments arguments)
    {
        var wanted = arguments.Stripped("last_word");
        return text => IsWord(text, last: true, wanted);
    }

    // Of a last word only what \w takes is compared.
    private static bool IsWord(string text, bool last, string wanted)
    {
        var content = PythonText.Strip(text);
        if (content.Length == 0)
            return false;
        if (!last)
            return content[..PythonText.NextSpace(content, 0)].Equals(wanted, StringComparison.OrdinalIgnoreCase);
        var word = content[(PythonText.LastSpace(content) + 1)..].ToString();
        return string.Concat(word.EnumerateRunes().Where(PythonWords.IsWord).Select(rune => rune.ToString()))
            .Equals(wanted, StringComparison.OrdinalIgnoreCase);
    }

    private static Predicate<string> RepeatPhrase(InstructionArguments arguments)
    {
        var phrase = PythonText.Split(arguments.Stripped("phrase"));
        var times = arguments.Count("small_n", least: 1);
        if (phrase.Count == 0)
            throw arguments.Wrong("phrase", "words");
        return text =>
        {
            var count = 0;
            foreach (var line in text.Split('\n'))
            {
                foreach (var found in Repeats(line, phrase[0], phrase[^1]))
                {
                    var words = PythonText.Split(found);
                    if (words.Count != phrase.Count || words.Zip(phrase).Count(pair => pair.First != pair.Second) != 1)
                        return false;
                    count++;
                }
            }

            return count == times;
        };
    }

    // re.findall(f"{first} .*? {last}"), with the words as text.
    private static IEnumerable<string> Repeats(string line, string first, string last)
    {
        for (var start = line.IndexOf(first + " ", StringComparison.Ordinal); start >= 0;)
        {
            var gap = start + first.Length + 1;
            var end = line.IndexOf(" " + last, gap, StringComparison.Ordinal);
            if (end < 0)
                yield break;
            end += 1 + last.Length;
            yield return line[start..end];
            start = line.IndexOf(first + " ", end, StringComparison.Ordinal);
        }
    }

    // re.findall(r"\b[a-z]+\b").
    private static Predicate<string> LowercaseWords(InstructionArguments arguments)
    {
        var most = arguments.Count("N");
        return text => PythonWords.Words(text).Count(word => !word.AsSpan().ContainsAnyExceptInRange('a', 'z')) <= most;
    }

    private static Predicate<string> LetterCount(InstructionArguments arguments)
    {
        var holds = arguments.Relation("relation");
        var number = arguments.Count("N");
        return text => holds(text.Count(char.IsAsciiLetter), number);
    }

    private static Predicate<string> IncrementWords(InstructionArguments arguments)
    {
        var once = new KeywordPattern(arguments, "keyword1", arguments.Stripped("keyword1"));
        var twice = new KeywordPattern(arguments, "keyword2", arguments.Stripped("keyword2"));
        return text => once.Count(text) == 1 && twice.Count(text) == 2;
    }

    private static bool HasUniqueTokens(string text)
    {
        var tokens = TreebankWords.Of(text);
        return tokens.Count == tokens.ToHashSet(StringComparer.Ordinal).Count;
    }

    // Three paragraphs with a given number of sentences of a given number of words; a blank paragraph at an end has no sentences and fails too.
    private static Predicate<string> Composition(InstructionArguments arguments)
    {
        var sentences = arguments.Count("n_sent", least: 1);
        var words = arguments.Count("n_words", least: 1);
        return text =>
        {
            var paragraphs = text.Split("***");
            return Marks.Paragraphs(Marks.BlankParagraphs(text)) == 3
                && Array.TrueForAll(paragraphs, paragraph =>
                    IfEvalSentences.Split(paragraph) is var found && found.Count == sentences
                    && found.TrueForAll(sentence => TreebankWords.Of(sentence).Count == words));
        };
    }
}
