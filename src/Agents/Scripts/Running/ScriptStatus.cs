namespace Rlar.Agents.Scripts.Running;

/// <summary>How one call of a script ended, as a worker says it.</summary>
internal enum ScriptStatus : byte
{
    /// <summary>It gave a number, which may be none that a tool may give.</summary>
    Value,

    /// <summary>It used up its steps.</summary>
    Steps,

    /// <summary>It used up its memory.</summary>
    Memory,

    /// <summary>Its calls were nested too deeply.</summary>
    Depth,

    /// <summary>It threw.</summary>
    Threw,

    /// <summary>The worker ended while the call ran, twice.</summary>
    Died,

    /// <summary>There is no sandbox, or it broke.</summary>
    NoSandbox,
}
