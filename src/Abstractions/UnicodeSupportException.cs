namespace Rlar;

/// <summary>This process cannot treat text as verdicts need it.</summary>
public sealed class UnicodeSupportException : RlarException
{
    internal UnicodeSupportException(string message)
        : base(message)
    {
    }
}
