using System.Reflection;
using System.Runtime.Loader;

namespace Rlar.Agents.Scripts.Running;

/// <summary>A script that a worker has loaded, in a context that can be unloaded.</summary>
internal sealed class LoadedScript
{
    private const string ClassName = "RlarScript";
    private const string Entry = "RlarScore";
    private readonly AssemblyLoadContext _context;
    private readonly Func<string, string, string?, IReadOnlyDictionary<string, string>, double> _score;

    private LoadedScript(AssemblyLoadContext context, Func<string, string, string?, IReadOnlyDictionary<string, string>, double> score) =>
        (_context, _score) = (context, score);

    /// <summary>Loads one. It runs no code of it.</summary>
    /// <param name="assembly">Its assembly.</param>
    internal static LoadedScript Load(ReadOnlySpan<byte> assembly)
    {
        var context = new AssemblyLoadContext("script", isCollectible: true);
        using var stream = new MemoryStream(assembly.ToArray());
        var entry = context.LoadFromStream(stream).GetType(ClassName, throwOnError: true)!.GetMethod(Entry, BindingFlags.Static | BindingFlags.NonPublic)!;
        return new LoadedScript(context, entry.CreateDelegate<Func<string, string, string?, IReadOnlyDictionary<string, string>, double>>());
    }

    /// <summary>Makes one call.</summary>
    /// <param name="steps">Its steps.</param>
    /// <param name="bytes">Its memory.</param>
    /// <param name="prompt">What was asked.</param>
    /// <param name="completion">The answer.</param>
    /// <param name="reference">The reference, or null.</param>
    /// <param name="data">What else the row has.</param>
    internal (ScriptStatus Status, double Value, string? Message) Score(
        long steps, long bytes, string prompt, string completion, string? reference, IReadOnlyDictionary<string, string> data)
    {
        try
        {
            Meter.Start(steps, bytes);
            var value = _score(prompt, completion, reference, data);
            return Meter.SpentBudget == ScriptStatus.Value ? (ScriptStatus.Value, value, null) : Spent();
        }
        catch (Exception) when (Meter.SpentBudget != ScriptStatus.Value)
        {
            return Spent();
        }
        catch (OutOfMemoryException)
        {
            return (ScriptStatus.Memory, 0, "it used up the memory of its worker");
        }
#pragma warning disable CA1031 // The boundary: whatever a script throws is an answer about this call.
        catch (Exception error)
#pragma warning restore CA1031
        {
            // A text of the library's own: one that a script wrote is not shown at length.
            var message = error.Message.Length > 200 ? error.Message[..200] : error.Message;
            return (ScriptStatus.Threw, 0, $"it threw {error.GetType().Name}: {message}");
        }
    }

    private static (ScriptStatus Status, double Value, string? Message) Spent() => (Meter.SpentBudget, 0, BudgetException.Say(Meter.SpentBudget));

    /// <summary>Lets it go.</summary>
    internal void Unload() => _context.Unload();
}
