namespace Rlar.Inference.Native;

/// <summary>The levels of a native engine's messages.</summary>
public enum NativeLogLevel
{
    /// <summary>For who works on the engine.</summary>
    Debug,

    /// <summary>What the engine does.</summary>
    Information,

    /// <summary>Something is odd, and the engine continues.</summary>
    Warning,

    /// <summary>Something failed.</summary>
    Error,
}
