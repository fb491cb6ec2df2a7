"""python -m askfaq"""

from askfaq.main import main

if __name__ == "__main__":
    main()
