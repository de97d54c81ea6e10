namespace Rlar.Agents.Scripts.Running;

/// <summary>A call has used up its steps, its memory or its depth. No script can name this type, so none can catch it.</summary>
#pragma warning disable CA1032 // Made by the meter alone.
internal sealed class BudgetException(ScriptStatus status, string message) : Exception(message)
#pragma warning restore CA1032
{
    /// <summary>Which budget.</summary>
    internal ScriptStatus Status { get; } = status;
}
