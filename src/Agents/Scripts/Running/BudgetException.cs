namespace Rlar.Agents.Scripts.Running;

/// <summary>A call has used up its steps, its memory or its depth. No script can name this type, so none can catch it.</summary>
#pragma warning disable CA1032 // Made by the meter alone.
internal sealed class BudgetException(ScriptStatus status) : Exception(Say(status))
#pragma warning restore CA1032
{
    /// <summary>Which budget, in words.</summary>
    internal static string Say(ScriptStatus status) => status switch
    {
        ScriptStatus.Steps => "it used up its steps",
        ScriptStatus.Memory => "it used up its memory",
        _ => $"its calls were nested more than {Meter.Deepest} deep",
    };
}
