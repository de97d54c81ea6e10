namespace Rlar.Inference.Templates.Jinja;

/// <summary>What a run of a template may cost: a template comes with a file, and must not keep the process.</summary>
internal sealed class JinjaBudget
{
    private const int MostDepth = 64;
    private const long MostSteps = 20_000_000;
    private const long MostCharacters = 1L << 30;
    private long _steps;
    private long _characters;
    private int _depth;

    /// <summary>Counts one step.</summary>
    /// <exception cref="JinjaException">There were too many.</exception>
    internal void Step()
    {
        if (++_steps > MostSteps)
            throw JinjaException.Refused($"the template takes more than {MostSteps} steps");
    }

    /// <summary>Counts characters that were made.</summary>
    /// <exception cref="JinjaException">There were too many.</exception>
    internal void Characters(long count)
    {
        _characters += count;
        if (_characters > MostCharacters)
            throw JinjaException.Refused($"the template makes more than {MostCharacters} characters");
    }

    /// <summary>Runs what may come back here.</summary>
    /// <exception cref="JinjaException">It is too deep.</exception>
    internal T Deeper<T>(Func<T> run)
    {
        if (++_depth > MostDepth)
            throw JinjaException.Refused($"the template's macros call each other more than {MostDepth} deep");
        try
        {
            return run();
        }
        finally
        {
            _depth--;
        }
    }
}
