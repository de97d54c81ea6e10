using System.Runtime.CompilerServices;

namespace Rlar.Inference.Templates.Jinja;

/// <summary>
/// What a run of a template may cost: a template comes with a file, and must not keep the process, fill its memory or overflow its stack. Everything is
/// counted before it is done.
/// </summary>
/// <param name="given">How many characters the conversation has: templates copy contents a few times.</param>
internal sealed class JinjaBudget(long given)
{
    private const int MostDepth = 1000;

    // An item of a list costs as much memory as so many characters.
    private const int CharactersOfItem = 32;

    // What a step costs is what it takes to look through so many characters.
    private const int CharactersOfStep = 64;
    private readonly long _mostCharacters = (1L << 26) + (64 * given);
    private readonly long _mostSteps = 4_000_000 + (16 * given);
    private long _steps;
    private long _characters;
    private int _depth;

    /// <summary>Counts steps.</summary>
    /// <exception cref="JinjaException">There were too many.</exception>
    internal void Step(long count = 1)
    {
        _steps += count;
        if (_steps > _mostSteps)
            throw JinjaException.Costly($"the template takes more than {_mostSteps} steps");
    }

    /// <summary>Counts characters that are made.</summary>
    /// <exception cref="JinjaException">There were too many.</exception>
    internal void Characters(long count)
    {
        _characters += count;
        if (_characters > _mostCharacters)
            throw JinjaException.Costly($"the template makes more than {_mostCharacters} characters");
    }

    /// <summary>Counts items of lists that are made.</summary>
    /// <exception cref="JinjaException">There were too many.</exception>
    internal void Items(long count) => Characters(count * CharactersOfItem);

    /// <summary>Counts what it takes to go through a value once.</summary>
    /// <exception cref="JinjaException">It was too much.</exception>
    internal void Read(object? value) => Step(value switch
    {
        JinjaText text => text.Value.Length / CharactersOfStep,
        List<object?> list => list.Count,
        JinjaMap map => map.Count,
        _ => 0,
    });

    /// <summary>Counts what it takes to go through a value once and to make another as large.</summary>
    /// <exception cref="JinjaException">It was too much.</exception>
    internal void Copy(object? value)
    {
        Read(value);
        if (value is JinjaText text)
            Characters(text.Value.Length);
        else
            Items(value is List<object?> list ? list.Count : value is JinjaMap map ? map.Count : 0);
    }

    /// <summary>Goes into what may lead back here: an expression within another, a block, a macro, a value within a value.</summary>
    /// <exception cref="JinjaException">It is too deep.</exception>
    internal void Enter()
    {
        if (++_depth > MostDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw JinjaException.Costly($"the template, its macros or its values lie within each other more than {MostDepth} deep");
    }

    /// <summary>Comes back from it. A run that was refused does not: it is over.</summary>
    internal void Leave() => _depth--;
}
