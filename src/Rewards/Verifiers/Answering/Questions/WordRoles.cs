namespace Rlar.Rewards.Verifiers.Answering.Questions;

/// <summary>What a word may be in an answer; it may be several things.</summary>
[Flags]
internal enum WordRoles : ulong
{
    /// <summary>A word like any other.</summary>
    None = 0,

    /// <summary>Words that tell no answer from another.</summary>
    Function = 1UL << 0,

    /// <summary>Ranks and kinds that a name may go with or without.</summary>
    Titles = 1UL << 1,

    /// <summary>Words whose point ends no sentence.</summary>
    Shortened = 1UL << 2,

    /// <summary>Small words within a person's name.</summary>
    Particles = 1UL << 3,

    /// <summary>What makes a word's opposite where a hyphen follows.</summary>
    Prefixes = 1UL << 4,

    /// <summary>What puts another before it.</summary>
    Seconds = 1UL << 5,

    /// <summary>Words that deny what follows them.</summary>
    Negations = 1UL << 6,

    /// <summary>After these a denial denies nothing: "not only", "not until", "no other than", "no doubt".</summary>
    NoDenials = 1UL << 7,

    /// <summary>What begins a new claim after a denial or an opinion.</summary>
    Turns = 1UL << 8,

    /// <summary>What makes a guess of a sentence.</summary>
    Hedges = 1UL << 9,

    /// <summary>What makes a guess where a verb of being follows.</summary>
    Modals = 1UL << 10,

    /// <summary>What others hold.</summary>
    Opinions = 1UL << 11,

    /// <summary>Whose opinion it is.</summary>
    Others = 1UL << 12,

    /// <summary>What takes back an opinion or a claim.</summary>
    Contrasts = 1UL << 13,

    /// <summary>What takes back all that stands before it, where it begins a clause.</summary>
    Withdrawals = 1UL << 14,

    /// <summary>Alternatives.</summary>
    Or = 1UL << 15,

    /// <summary>Joins.</summary>
    And = 1UL << 16,

    /// <summary>Verbs by which a line is a sentence and no bare answer.</summary>
    Verbs = 1UL << 17,

    /// <summary>Words with which a description of what stands before begins, and no second answer.</summary>
    Descriptions = 1UL << 18,

    /// <summary>Words that stand for what was asked.</summary>
    Subjects = 1UL << 19,

    /// <summary>Bounds of a number.</summary>
    Bounds = 1UL << 20,

    /// <summary>Units that one number may have and not another.</summary>
    Units = 1UL << 21,

    /// <summary>What a claim of another thing begins with: "by", "in".</summary>
    Prepositions = 1UL << 22,

    /// <summary>Words by which a question asks for a day.</summary>
    Days = 1UL << 23,

    /// <summary>Words by which a question asks for a person, or something else that "who" may be.</summary>
    Persons = 1UL << 24,

    /// <summary>Verbs that may deny what stands before them.</summary>
    Auxiliaries = 1UL << 25,

    /// <summary>What is said after such a verb of a wrong answer.</summary>
    Faults = 1UL << 26,

    /// <summary>What stands for the answer after a denial.</summary>
    Rights = 1UL << 27,

    /// <summary>Anybody, of whom "but" excepts one.</summary>
    Anybodies = 1UL << 28,

    /// <summary>Guesses that follow an answer.</summary>
    Guesses = 1UL << 29,

    /// <summary>What makes a bound of a date.</summary>
    Sides = 1UL << 30,

    /// <summary>Yes.</summary>
    Yes = 1UL << 31,

    /// <summary>With which a text may say that it does not know.</summary>
    Ignorance = 1UL << 40,

    /// <summary>With which a text may take back what it said.</summary>
    Retractions = 1UL << 34,

    /// <summary>The people or the language of a country.</summary>
    Demonym = 1UL << 35,

    /// <summary>What tells a name from another only together with the word after it.</summary>
    Compass = 1UL << 36,

    /// <summary>A country.</summary>
    Country = 1UL << 32,

    /// <summary>A part of a country.</summary>
    Province = 1UL << 33,
}
