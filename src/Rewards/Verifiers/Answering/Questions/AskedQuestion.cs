namespace Rlar.Rewards.Verifiers.Answering.Questions;

/// <summary>What of a question says how its answers are compared: its words, which answer nothing, and what it asks for.</summary>
internal sealed class AskedQuestion
{
    private readonly ReadText _text;

    /// <summary>Reads a question; an empty one asks for nothing that is known.</summary>
    /// <param name="question">The last message of the user.</param>
    /// <param name="text">Where its words are kept.</param>
    internal AskedQuestion(string question, ReadText text)
    {
        _text = text;
        // What goes before a question, as passages do, may hold its answer.
        const int longest = 400;
        _text.Read(question.Length > longest ? "" : question);
        for (var at = 0; at < _text.Count; at++)
        {
            AsksForPerson |= _text.Is(at, WordRoles.Persons);
            AsksForDay |= _text.Is(at, WordRoles.Days);
            HasOpinion |= _text.Is(at, WordRoles.Opinions);
        }
    }

    /// <summary>Whether a person is asked for, or something else that "who" may be.</summary>
    internal bool AsksForPerson { get; }

    /// <summary>Whether a year alone is no answer.</summary>
    internal bool AsksForDay { get; }

    /// <summary>Whether it asks what somebody thinks or says.</summary>
    internal bool HasOpinion { get; }

    /// <summary>Whether there is a question.</summary>
    internal bool IsKnown => _text.Count > 0;

    /// <summary>Whether a word of another text is one of the question's.</summary>
    internal bool Has(ReadText text, int at)
    {
        ref var known = ref text.Asked[at];
        if (known == 0)
            known = Finds(text, at) ? (byte)2 : (byte)1;
        return known == 2;
    }

    private bool Finds(ReadText text, int at)
    {
        if (!_text.MayHave(text.Words[at]))
            return false;
        for (var i = 0; i < _text.Count; i++)
        {
            if (_text.Words[i].IsWord && WordForms.AreSame(text, at, _text, i))
                return true;
        }

        return false;
    }

    /// <summary>Whether a word of it starts so.</summary>
    internal bool HasStart(ReadOnlySpan<char> start)
    {
        for (var i = 0; i < _text.Count; i++)
        {
            if (_text[i].StartsWith(start))
                return true;
        }

        return false;
    }

    /// <summary>Whether a word stands in it as it is.</summary>
    internal bool HasWord(ReadOnlySpan<char> word)
    {
        for (var i = 0; i < _text.Count; i++)
        {
            if (_text[i].SequenceEqual(word))
                return true;
        }

        return false;
    }
}
