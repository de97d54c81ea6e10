namespace Rlar.Inference.Gguf;

/// <summary>The types of metadata values in a GGUF file, by their numbers in the format.</summary>
public enum GgufValueType
{
    /// <summary>8 bits without a sign.</summary>
    UInt8 = 0,

    /// <summary>8 bits with a sign.</summary>
    Int8 = 1,

    /// <summary>16 bits without a sign.</summary>
    UInt16 = 2,

    /// <summary>16 bits with a sign.</summary>
    Int16 = 3,

    /// <summary>32 bits without a sign.</summary>
    UInt32 = 4,

    /// <summary>32 bits with a sign.</summary>
    Int32 = 5,

    /// <summary>IEEE single.</summary>
    Float32 = 6,

    /// <summary>One byte, 0 or 1.</summary>
    Bool = 7,

    /// <summary>UTF-8 with a length of 64 bits before it.</summary>
    String = 8,

    /// <summary>A type, a count, and that many values of the type.</summary>
    Array = 9,

    /// <summary>64 bits without a sign.</summary>
    UInt64 = 10,

    /// <summary>64 bits with a sign.</summary>
    Int64 = 11,

    /// <summary>IEEE double.</summary>
    Float64 = 12,
}
