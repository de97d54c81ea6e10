using Rlar.Rewards.Metrics.Segments;
using Rlar.Rewards.Reading;
using Rlar.Rewards.Reading.Python;

namespace Rlar.Rewards.Metrics.Bleu;

/// <summary>Cuts texts into words. All of sacrebleu's tokenizers only set spaces, so a word is a piece of the text.</summary>
/// <param name="tokenizer">The tokenizer.</param>
/// <param name="lowercase">Whether the text is made lower case first.</param>
internal sealed class BleuWords(BleuTokenizer tokenizer, bool lowercase)
{
    private readonly Scratch<char> _lower = new();
    private readonly WordList _words = new();
    private readonly InternationalWords _international = new();

    /// <summary>The words of the text cut last.</summary>
    internal ReadOnlySpan<(int Start, int Length)> Places => _words.Places;

    /// <summary>Cuts a text.</summary>
    /// <returns>What the places are places in.</returns>
    internal ReadOnlySpan<char> Cut(ReadOnlySpan<char> text)
    {
        if (lowercase)
        {
            PythonLowercase.To(text, _lower);
            text = _lower.Items;
        }

        text = PythonText.StripEnd(text);
        _words.Clear();
        switch (tokenizer)
        {
            case BleuTokenizer.Mteval13a:
                text = MtevalWords.Unescape(text);
                MtevalWords.Cut(text, isChinese: false, _words);
                break;
            case BleuTokenizer.Chinese:
                text = PythonText.Strip(text);
                MtevalWords.Cut(text, isChinese: true, _words);
                break;
            case BleuTokenizer.International:
                _international.Cut(text, _words);
                break;
            case BleuTokenizer.Characters:
                Characters(text);
                break;
            case BleuTokenizer.None:
            default:
                _words.Split(text);
                break;
        }

        return text;
    }

    private void Characters(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length;)
        {
            _ = CodePoints.At(text, i, out var length);
            if (!PythonText.IsSpace(text[i]))
                _words.Add(i, length);
            i += length;
        }
    }
}
