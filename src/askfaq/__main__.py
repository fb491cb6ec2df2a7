"""python -m askfaq"""

from askfaq.entry import main

if __name__ == "__main__":
    main()
